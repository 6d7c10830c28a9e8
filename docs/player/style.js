// The looks of the player. Each colour has a second value for the dark: the page's color-scheme decides.
// The colours are those of the pictures (chapters/00_trace/view/svg.cpp).

/** @type {Record<string, [string, string]>} */
const colours = {
  background: ['#ffffff', '#15171c'], band: ['#f3f5f9', '#1d2027'], line: ['#d9dee7', '#363c48'],
  text: ['#171a23', '#eceef3'], muted: ['#565e6e', '#a3abb9'], now: ['#c47f0e', '#f0b64e'], current: ['#fff3c4', '#413614'],
  main: ['#1c7d4d', '#4fbf85'], job: ['#2563eb', '#7fabfa'], timer: ['#b4530a', '#f3a64d'], future: ['#7c3aed', '#bb9af7'],
  frame: ['#be185d', '#f57dac'], good: ['#0f766f', '#4fd1bd'], bad: ['#c81e1e', '#ff8f8f'], past: ['#7d8696', '#7a8394'],
  'main-soft': ['#e2f6e9', '#14301f'], 'job-soft': ['#e8f0fe', '#1a2a4b'], 'timer-soft': ['#fff2da', '#3a2911'],
  'future-soft': ['#f1e9fe', '#2a2047'], 'frame-soft': ['#fde9f1', '#41172b'], 'good-soft': ['#def5f1', '#123230'],
  'past-soft': ['#f5f6f8', '#1f2229'], 'bad-soft': ['#fdeaea', '#401c1c'], 'on-job': ['#ffffff', '#0d1526']};

const variables = Object.entries(colours).map(([name, [light, dark]]) => `--${name}:light-dark(${light},${dark})`).join(';');

/** Line and fill of what is of one kind. @param {string} kinds @param {string} colour */
const kind = (kinds, colour) => kinds.split(' ').map((one) => `.${one}`).join(',') + `{--line-of:var(--${colour});--fill-of:var(--${colour}-soft)}`;

export const style = `
:host{display:block;${variables};color:var(--text);background:var(--background);border:1px solid var(--line);border-radius:14px;
  font:400 15px/1.45 Inter,system-ui,"Segoe UI",Roboto,Helvetica,Arial,sans-serif;font-variant-ligatures:none;container-type:inline-size;overflow:clip;text-align:left}
*{box-sizing:border-box}
[hidden]{display:none!important}
p,ol,ul,pre{margin:0;padding:0}
ol,ul{list-style:none}
small{color:var(--muted);font-size:.82em}
button,select{font:inherit;color:inherit;background:var(--background);border:1px solid var(--line);border-radius:9px;min-height:40px;min-width:40px;padding:0 .5em;cursor:pointer}
button:hover,select:hover{border-color:var(--job)}
button:disabled{opacity:.45;cursor:default}
button svg{display:block;margin:auto;fill:currentColor}
.play{background:var(--job);color:var(--on-job);border-color:var(--job);min-width:58px}
[aria-pressed=true]{background:var(--job-soft);border-color:var(--job)}
:focus-visible{outline:3px solid var(--job);outline-offset:1px}
.bar-top{display:flex;flex-wrap:wrap;gap:6px;align-items:center;padding:10px 12px}
.where{margin-left:auto;color:var(--muted);font-variant-numeric:tabular-nums;white-space:nowrap}
.where b{color:var(--text);font-weight:650}
.say{display:flex;gap:10px;align-items:baseline;background:var(--band);border-block:1px solid var(--line);padding:10px 14px;min-height:4.9em}
.who{flex:none;max-width:40%;overflow-wrap:anywhere;border-radius:6px;padding:1px 8px;font-weight:650;font-size:.88em;color:var(--line-of,var(--muted));background:var(--fill-of,var(--past-soft))}
.sentence{font-size:1.1em;overflow-wrap:anywhere;min-width:0}
.sentence b{font-weight:650}
.note{color:var(--muted);font-size:.92em}
.verdict{font-weight:650}.verdict.right{color:var(--good)}.verdict.wrong{color:var(--bad)}
.choices{display:flex;flex-wrap:wrap;gap:6px;margin-top:6px}
.scrub{padding:4px 12px 0}
.scrub input{appearance:none;-webkit-appearance:none;width:100%;margin:6px 0 0;height:22px;display:block;cursor:ew-resize;background:linear-gradient(var(--line),var(--line)) center/100% 4px no-repeat}
.scrub input::-webkit-slider-thumb{-webkit-appearance:none;width:18px;height:18px;border:0;border-radius:9px;background:var(--now)}
.scrub input::-moz-range-thumb{width:18px;height:18px;border:0;border-radius:9px;background:var(--now)}
.scrub.whole{padding:0}.scrub.whole input{height:8px;margin:0;opacity:0;pointer-events:none}
.scrub.whole:focus-within:has(:focus-visible)+.lanes{outline:3px solid var(--job);outline-offset:-3px}
.lanes{touch-action:pan-y;cursor:ew-resize;padding:0 0 6px;overflow:hidden;user-select:none;-webkit-user-select:none}
.lanes svg{display:block;font:500 11px Inter,system-ui,sans-serif}
.label{text-anchor:end;fill:var(--muted)}.turn-number,.folded{fill:var(--muted);font-size:10px}
.turn{stroke:var(--line);stroke-dasharray:2 3}
.column{fill:var(--now);opacity:.14}line.now{stroke:var(--now);stroke-width:2}circle.now{fill:var(--now)}
.span{fill:var(--fill-of);stroke:var(--line-of);stroke-width:1.2}.block{fill:var(--line-of)}.end{fill:var(--line-of)}
.block.sleep{fill:none;stroke:var(--muted);stroke-dasharray:3 2}.slept{text-anchor:middle;fill:var(--muted);font-size:10px}
.end.gone{fill:var(--background);stroke:var(--line-of);stroke-width:1.5}.end.bad{fill:var(--bad)}
${kind('main thread', 'main')}${kind('posted sent loop', 'job')}${kind('timer', 'timer')}${kind('future', 'future')}${kind('frame', 'frame')}${kind('descriptor', 'good')}${kind('failed', 'bad')}${kind('gone', 'past')}
.left{display:flex;flex-direction:column;min-width:0;min-height:0}
.left .console-panel{border-width:0 0 1px;border-radius:0;padding:8px 14px 12px}
.body{display:grid;grid-template-columns:minmax(0,1fr);border-top:1px solid var(--line)}
.source{min-width:0;border-bottom:1px solid var(--line);display:flex;flex-direction:column}
.file{font-weight:650;font-size:.85em;color:var(--muted);padding:8px 14px 4px}
.file select{min-height:32px;color:var(--text);max-width:100%}
.code{position:relative;overflow:auto;height:17.5em;padding:0 0 8px;font:400 13px/1.62 "JetBrains Mono","DejaVu Sans Mono",Menlo,Consolas,monospace;font-variant-ligatures:none;tab-size:2}
.code>div{display:flex;border-left:4px solid transparent;padding-right:12px}
.code .n{flex:none;width:3.2em;padding-right:1.1em;text-align:right;color:var(--muted);user-select:none;-webkit-user-select:none}
.code code{white-space:pre-wrap;overflow-wrap:anywhere;min-width:0;font:inherit;--hang:calc((var(--indent) + 4)*1ch);padding-left:var(--hang);text-indent:calc(-1*var(--hang))}
.code i{font-style:normal}.code .one{white-space:nowrap}.code .word{color:var(--job)}.code .co{color:var(--frame);font-weight:700}.code .literal{color:var(--good)}.code .number{color:var(--timer)}.code .comment{color:var(--muted)}
.code .waiting{border-left-color:var(--frame)}.code .current{background:var(--current);border-left-color:var(--now)}
.waits-here{margin-left:1.2em;border:1px solid var(--frame);border-radius:99px;background:var(--frame-soft);color:var(--frame);font:650 11px/1.6 Inter,system-ui,sans-serif;padding:0 8px;white-space:nowrap;text-indent:0;display:inline-block}
.panels{display:grid;grid-template-columns:repeat(2,minmax(0,1fr));gap:10px;padding:12px;align-content:start;overflow:auto}
.panel{border:1px solid var(--line);border-radius:10px;padding:8px 12px 12px;min-width:0}.wide{grid-column:1/-1}.tall{grid-row:span 2}
.title{font-size:.86em;font-weight:650;color:var(--muted);display:flex;justify-content:space-between;margin-bottom:6px}
.empty,.more{color:var(--muted);font-size:.92em}
.chips{display:flex;flex-wrap:wrap;gap:6px}
.chip{border:1.5px solid var(--line-of,var(--job));background:var(--fill-of,var(--job-soft));border-radius:8px;padding:1px 9px;overflow-wrap:anywhere;min-width:0}
.queue{align-items:center}.queue>li:first-child::before{content:"front";font-size:.76em;color:var(--muted);margin-right:.6em}
.chip.gone{text-decoration:line-through}.chip.ready .value{font-weight:650;color:var(--good)}.chip.failed .value{font-weight:650;color:var(--bad)}.value{color:var(--muted)}
.timers{display:grid;gap:6px}.timers li{display:flex;flex-wrap:wrap;align-items:center;gap:4px 8px}
.bar{flex:1 1 30px;height:4px;border-radius:2px;background:var(--band)}.bar span{display:block;height:100%;border-radius:2px;background:var(--timer)}.remaining{color:var(--muted);font-size:.9em}
.stacks{display:flex;flex-wrap:wrap;gap:8px}.stack{flex:1 1 110px;display:flex;flex-direction:column;gap:4px;justify-content:end;min-width:0}
.call{border:1.5px solid var(--line-of,var(--line));background:var(--fill-of,var(--past-soft));border-radius:8px;padding:2px 9px;overflow-wrap:anywhere}
.call:first-child{font-weight:650}.call.sleep{border-style:dashed;color:var(--muted);font-weight:400}.call.loop{--line-of:var(--line);--fill-of:var(--past-soft)}
.tree ul ul{padding-left:18px}.tree li{margin-top:4px}
.frame-row{display:flex;flex-wrap:wrap;gap:0 8px;justify-content:space-between;border-left:4px solid var(--frame);background:var(--frame-soft);border-radius:0 7px 7px 0;padding:2px 10px;overflow-wrap:anywhere}
.frame-row.active{box-shadow:inset 0 0 0 1.5px var(--frame)}.stage{margin-left:auto;font-size:.9em;color:var(--muted)}.frame-row small,.frame-row .stage,.chip small,.chip .value,.call small{color:light-dark(#4b5361,#b4bbc8)}
.console{background:light-dark(#14161b,#0b0c0f);color:#eceef3;border:1px solid light-dark(#14161b,#363c48);border-radius:8px;padding:8px 12px;height:7.6em;overflow:auto;font:400 13px/1.5 "JetBrains Mono","DejaVu Sans Mono",Menlo,Consolas,monospace;white-space:pre-wrap;overflow-wrap:anywhere}
.cursor{display:inline-block;width:.55em;height:1.05em;background:#8b93a3;vertical-align:-.15em}
.ending{padding:8px 14px;color:var(--bad);font-weight:600}
::slotted([slot=picture]){border-top:1px solid var(--line)}
@container (min-width:760px){
  .body{grid-template-columns:minmax(0,1.05fr) minmax(0,1fr);height:40em}
  .left{border-right:1px solid var(--line)}.source{flex:1;min-height:0}.left .console-panel{border-bottom:0}
  .code{flex:1;height:auto;min-height:0}.panels{min-height:0}
}
@container (max-width:480px){
  .bar-top{gap:4px;padding:8px}button,select{padding:0 .35em}.where{margin-left:4px;font-size:.9em}
  .say{flex-direction:column;gap:4px;min-height:7.4em}.who{max-width:100%}.panels{padding:8px;gap:8px}
}
:host([plays]) .bar-top{min-height:62px}
@container (max-width:759px){:host([plays]) .say{height:9em;overflow:auto}:host([plays]) .panels{height:34em}:host([plays]) .bar-top{min-height:126px;align-content:start}}
@media (prefers-reduced-motion:no-preference){.bar span{transition:width .2s}}
@media print{.bar-top,.scrub,:host([pictured]) :is(.say,.lanes,.ending,.body){display:none}.body{height:auto!important}.code{height:auto}::slotted([slot=picture]){border:0}}
`;
