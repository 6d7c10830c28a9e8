// What it prints.
const char* head =
    "an echo of 64 bytes over TCP             requests/s  CPU of the server  06 : row\n";
const char* names[] = {"1 connection", "06 Stream", "libuv"};
