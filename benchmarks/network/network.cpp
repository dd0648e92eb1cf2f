// The network in C++: what a careful programmer writes for this one model and nothing else.
//
// A 4-ary heap holds one event per busy server and the next arrival; each station has a ring of waiting jobs;
// jobs are slots of a pool, reused as they leave. Random numbers: xoshiro256++ (Blackman and Vigna, 2019),
// seeded by splitmix64. Exponential times by inversion, with the library's logarithm.
//
// Usage: network SEED END WARM_UP BATCHES ARRIVAL_RATE REWORK SERVERS:MEAN...   (minutes)
// Prints the sums of the run as one JSON object.

#include <chrono>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <utility>
#include <vector>

class Random {
public:
    explicit Random(uint64_t seed) {
        for (auto& word : state) word = splitmix(seed);
    }

    double uniform() { return static_cast<double>(next() >> 11) * 0x1.0p-53; }  // [0, 1)
    double exponential(double mean) { return -mean * std::log1p(-uniform()); }

private:
    uint64_t state[4];

    static uint64_t splitmix(uint64_t& x) {
        uint64_t z = (x += 0x9e3779b97f4a7c15);
        z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
        z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
        return z ^ (z >> 31);
    }

    static uint64_t rotate(uint64_t x, int by) { return (x << by) | (x >> (64 - by)); }

    uint64_t next() {
        const uint64_t result = rotate(state[0] + state[3], 23) + state[0];
        const uint64_t shifted = state[1] << 17;
        state[2] ^= state[0];
        state[3] ^= state[1];
        state[1] ^= state[2];
        state[0] ^= state[3];
        state[2] ^= shifted;
        state[3] = rotate(state[3], 45);
        return result;
    }
};

struct Event {
    double time;
    int32_t station;  // ARRIVAL, or the station whose service ends
    uint32_t job;
};

constexpr int32_t ARRIVAL = -1;

class Heap {
public:
    void push(Event event) {
        events.push_back(event);
        std::size_t hole = events.size() - 1;
        while (hole > 0) {
            const std::size_t parent = (hole - 1) / 4;
            if (events[parent].time <= event.time) break;
            events[hole] = events[parent];
            hole = parent;
        }
        events[hole] = event;
    }

    Event pop() {
        const Event first = events.front(), last = events.back();
        events.pop_back();
        const std::size_t size = events.size();
        std::size_t hole = 0;
        for (std::size_t child = 1; child < size; child = 4 * hole + 1) {
            const std::size_t end = child + 4 < size ? child + 4 : size;
            std::size_t least = child;
            for (std::size_t other = child + 1; other < end; ++other)
                if (events[other].time < events[least].time) least = other;
            if (last.time <= events[least].time) break;
            events[hole] = events[least];
            hole = least;
        }
        if (size > 0) events[hole] = last;
        return first;
    }

private:
    std::vector<Event> events;
};

class Ring {  // first come, first served; its room doubles when it is full
public:
    bool empty() const { return head == tail; }

    void push(uint32_t job) {
        if (tail - head == jobs.size()) grow();
        jobs[tail++ & (jobs.size() - 1)] = job;
    }

    uint32_t pop() { return jobs[head++ & (jobs.size() - 1)]; }

private:
    std::vector<uint32_t> jobs = std::vector<uint32_t>(64);
    std::size_t head = 0, tail = 0;

    void grow() {
        std::vector<uint32_t> wider(2 * jobs.size());
        for (std::size_t at = head; at < tail; ++at) wider[at & (wider.size() - 1)] = jobs[at & (jobs.size() - 1)];
        jobs.swap(wider);
    }
};

struct Job {
    double arrived, queued;
};

struct Station {
    int idle;
    double mean;
    Ring queue;
    uint64_t begun = 0;
    double waited = 0, worked = 0;
};

struct Batch {
    uint64_t left = 0;
    double stayed = 0;
};

class Network {
public:
    uint64_t services = 0;
    std::vector<Station> stations;
    std::vector<Batch> batches;

    Network(uint64_t seed, double end, double warm_up, int batches, double arrival_rate, double rework)
        : batches(batches), random(seed), end(end), warm_up(warm_up), gap(1 / arrival_rate), rework(rework) {}

    void run() {
        events.push({random.exponential(gap), ARRIVAL, 0});
        for (Event event = events.pop(); event.time < end; event = events.pop()) {
            now = event.time;
            if (event.station == ARRIVAL)
                arrive();
            else
                finish(event.station, event.job);
        }
    }

private:
    Random random;
    Heap events;
    std::vector<Job> jobs;
    std::vector<uint32_t> unused;
    double now = 0;
    const double end, warm_up, gap, rework;

    void arrive() {
        events.push({now + random.exponential(gap), ARRIVAL, 0});
        uint32_t job = static_cast<uint32_t>(jobs.size());
        if (unused.empty()) {
            jobs.emplace_back();
        } else {
            job = unused.back();
            unused.pop_back();
        }
        jobs[job].arrived = now;
        enter(0, job);
    }

    void enter(int32_t number, uint32_t job) {
        Station& station = stations[number];
        jobs[job].queued = now;
        if (station.idle > 0) {
            --station.idle;
            begin(number, job);
        } else {
            station.queue.push(job);
        }
    }

    void begin(int32_t number, uint32_t job) {
        Station& station = stations[number];
        const double service = random.exponential(station.mean);
        if (now >= warm_up) {
            ++station.begun;
            station.waited += now - jobs[job].queued;
            station.worked += service;
        }
        events.push({now + service, number, job});
    }

    void finish(int32_t number, uint32_t job) {
        Station& station = stations[number];
        ++services;
        if (station.queue.empty())
            ++station.idle;
        else
            begin(number, station.queue.pop());
        if (number + 1 < static_cast<int32_t>(stations.size()))
            enter(number + 1, job);
        else if (random.uniform() < rework)
            enter(0, job);
        else
            leave(job);
    }

    void leave(uint32_t job) {
        if (now >= warm_up) {
            const auto at = static_cast<std::size_t>((now - warm_up) / (end - warm_up) * batches.size());
            ++batches[at].left;
            batches[at].stayed += now - jobs[job].arrived;
        }
        unused.push_back(job);
    }
};

template <class Rows, class Field>
void print(const char* name, const Rows& rows, Field field) {
    std::printf(", \"%s\": [", name);
    const char* comma = "";
    for (const auto& row : rows) {
        std::printf("%s%.17g", comma, static_cast<double>(field(row)));
        comma = ", ";
    }
    std::printf("]");
}

int main(int count, char** words) {
    if (count < 8) {
        std::fprintf(stderr, "usage: network SEED END WARM_UP BATCHES ARRIVAL_RATE REWORK SERVERS:MEAN...\n");
        return 2;
    }
    Network network(std::strtoull(words[1], nullptr, 10), std::atof(words[2]), std::atof(words[3]),
                    std::atoi(words[4]), std::atof(words[5]), std::atof(words[6]));
    for (int at = 7; at < count; ++at) {
        char* mean;
        const int servers = static_cast<int>(std::strtol(words[at], &mean, 10));
        network.stations.push_back({servers, std::atof(mean + 1), Ring()});
    }

    const auto started = std::chrono::steady_clock::now();
    network.run();
    const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - started;

    std::printf("{\"seconds\": %.9f, \"services\": %llu", seconds.count(),
                static_cast<unsigned long long>(network.services));
    print("begun", network.stations, [](const Station& station) { return station.begun; });
    print("waited", network.stations, [](const Station& station) { return station.waited; });
    print("worked", network.stations, [](const Station& station) { return station.worked; });
    print("left", network.batches, [](const Batch& batch) { return batch.left; });
    print("stayed", network.batches, [](const Batch& batch) { return batch.stayed; });
    std::printf("}\n");
    return 0;
}
