// Where a program is, a thousand times a second: a timer signals the calling thread, whose next instruction is noted.
//
// Loaded into the measured process by sampling.py. Linux on x86-64 or ARM-64 only.

#include <atomic>
#include <csignal>
#include <cstddef>
#include <cstdint>
#include <ctime>
#include <sys/syscall.h>
#include <ucontext.h>
#include <unistd.h>

namespace {

uint64_t* notes;
std::size_t room;
std::atomic<std::size_t> taken;
timer_t timer;

void note(int, siginfo_t*, void* context) {
    const auto& machine = static_cast<ucontext_t*>(context)->uc_mcontext;
#if defined(__x86_64__)
    const uint64_t where = static_cast<uint64_t>(machine.gregs[REG_RIP]);
#else
    const uint64_t where = machine.pc;
#endif
    const std::size_t at = taken.load(std::memory_order_relaxed);
    if (at < room) notes[at] = where;
    taken.store(at + 1, std::memory_order_relaxed);
}

}  // namespace

extern "C" int sampler_start(uint64_t* into, std::size_t most, long nanoseconds) {
    notes = into;
    room = most;
    taken = 0;
    struct sigaction action = {};
    action.sa_sigaction = note;
    action.sa_flags = SA_SIGINFO | SA_RESTART;
    if (sigaction(SIGPROF, &action, nullptr)) return -1;
    sigevent event = {};
    event.sigev_notify = SIGEV_THREAD_ID;
    event.sigev_signo = SIGPROF;
    event._sigev_un._tid = static_cast<pid_t>(syscall(SYS_gettid));
    if (timer_create(CLOCK_MONOTONIC, &event, &timer)) return -1;
    const itimerspec every = {{0, nanoseconds}, {0, nanoseconds}};
    return timer_settime(timer, 0, &every, nullptr);
}

extern "C" std::size_t sampler_stop() {
    timer_delete(timer);
    return taken.load();
}
