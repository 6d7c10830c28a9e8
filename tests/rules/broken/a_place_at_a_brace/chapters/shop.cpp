Task<> shop(Timers& timers) {
  open();
  co_await sleep_for(timers, 1s);
}

int main() { run(shop); }
