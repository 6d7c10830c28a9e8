// Leaves the process group that it was started in, for that of whoever has started it, says "up", and goes on.
#include <unistd.h>

int main() {
  const char* const said = ::setpgid(0, ::getpgid(::getppid())) == 0 ? "up\n" : "no\n";
  if (::write(STDOUT_FILENO, said, 3) != 3) return 1;
  while (true) ::pause();
}
