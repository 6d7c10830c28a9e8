// A page of the reference for each chapter.
import {referencePages} from '../.vitepress/reference.mjs';

export default {paths: () => referencePages().map(({chapter, content}) => ({params: {chapter}, content}))};
