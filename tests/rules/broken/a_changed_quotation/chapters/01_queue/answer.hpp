int answer() { return 42; }

int question() {
  return 6 * 9;
}
