import Patrols
import Testing

@Suite struct PolicyTests {
    @Test func whatKeepsDyingWaitsTwiceAsLongEachTime() {
        var policy = RestartPolicy()
        var now = Duration.zero
        var pauses: [Duration] = []
        for _ in 0..<9 {
            let asked = now
            while !policy.allows("a", at: now) { now += .seconds(1) }
            pauses.append(now - asked)
            policy.started("a", at: now)
        }
        #expect(pauses == [0, 5, 10, 20, 40, 80, 160, 300, 300].map { .seconds($0) })
        #expect(policy.allows("b", at: now))
    }

    @Test func whatLivedLongStartsAtOnceAgain() {
        var policy = RestartPolicy()
        policy.started("a", at: .zero)
        policy.started("a", at: .seconds(5))
        #expect(!policy.allows("a", at: .seconds(14)))
        policy.started("a", at: .seconds(1000))
        #expect(policy.allows("a", at: .seconds(1005)))
    }

    @Test(arguments: [
        (99_000_000, 0, 3600, false), (100_000_000, 0, 60, true), (100_000_000, 0, 59, false),
        (150_000_000, 100_000_000, 3600, false), (600_000_000, 0, 0, true), (50, 100, 3600, false),
    ])
    func garbageIsCollectedAfterGrowthAndAtRest(size: Int, base: Int, idle: Int, isDue: Bool) {
        #expect(GarbagePolicy.isDue(size: size, base: base, secondsSinceWrite: idle) == isDue)
    }
}
