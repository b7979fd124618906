import Refinery
import Testing
import Vocabulary

/// The machine's decisions, one way at a time.
@Suite struct BatchTests {
    private static let names = (0..<5).map { BeadID(trusted: "sh-mr-\($0)") }
    private let red = Verdict.red(GateReport(gate: "test", ending: "exit 1", log: "no"))
    private let lost = Verdict.couldNotRun(GateReport(gate: "test", ending: "signal 9", log: ""))

    /// Feeds the events one after another and returns the actions, the first one included.
    private func run(_ count: Int, _ events: [Batch.Event]) -> (actions: [Batch.Action], batch: Batch) {
        var batch = Batch(Array(Self.names.prefix(count)))
        var actions = [batch.start()]
        for event in events { actions.append(batch.handle(event)) }
        return (actions, batch)
    }

    private let clean = Batch.Event.stacked(conflicts: [:], cut: nil)

    @Test func aGreenTipLandsAllWithOneRun() {
        let (actions, batch) = run(3, [clean, .judged(.green), .landed])
        #expect(actions == [.stack(Array(Self.names.prefix(3))), .test(3), .land(3), .finish])
        #expect(batch.fates.values.allSatisfy { $0 == .landed } && batch.fates.count == 3)
    }

    @Test func aRedTargetStopsTheQueueAndBlamesNobody() throws {
        let (actions, batch) = run(2, [clean, .judged(red), .judged(red)])
        #expect(actions.suffix(2) == [.test(0), .finish])
        #expect(batch.stop == .redBase(GateReport(gate: "test", ending: "exit 1", log: "no")))
        #expect(batch.fates.values.allSatisfy { $0 == .returned } && batch.fates.count == 2)
    }

    @Test func aSingleRequestIsBlamedAfterItsSecondRedRun() {
        let (actions, batch) = run(1, [clean, .judged(red), .judged(.green), .judged(red)])
        #expect(actions == [.stack([Self.names[0]]), .test(1), .test(0), .test(1), .finish])
        #expect(batch.fates == [Self.names[0]: .sentBack(GateReport(gate: "test", ending: "exit 1", log: "no"))])
    }

    @Test func aSecondRunThatIsGreenLandsIt() {
        let (actions, _) = run(1, [clean, .judged(red), .judged(.green), .judged(.green), .landed])
        #expect(actions.suffix(2) == [.land(1), .finish])
    }

    @Test func theCulpritIsSearchedByHalvesAndTheRestLands() {
        // The third of four: 4 red, target green, 2 green, 3 red, 3 red again, then 1, 2 and 4 anew.
        let events: [Batch.Event] = [
            clean, .judged(red), .judged(.green), .judged(.green), .judged(red), .judged(red), clean,
            .judged(.green), .landed,
        ]
        let (actions, batch) = run(4, events)
        let rest = [Self.names[0], Self.names[1], Self.names[3]]
        #expect(
            actions == [
                .stack(Array(Self.names.prefix(4))), .test(4), .test(0), .test(2), .test(3), .test(3), .stack(rest),
                .test(3), .land(3), .finish,
            ]
        )
        #expect(rest.allSatisfy { batch.fates[$0] == .landed })
        #expect(batch.fates[Self.names[2]] == .sentBack(GateReport(gate: "test", ending: "exit 1", log: "no")))
    }

    @Test func aGateThatCannotRunIsNoVerdict() {
        let (actions, batch) = run(1, [clean, .judged(lost), .judged(lost), .judged(lost)])
        #expect(actions == [.stack([Self.names[0]]), .test(1), .test(1), .test(0), .finish])
        #expect(batch.stop == .cannotRun(GateReport(gate: "test", ending: "signal 9", log: "")))
        let (_, parked) = run(1, [clean, .judged(lost), .judged(lost), .judged(.green), .judged(lost)])
        #expect(parked.fates == [Self.names[0]: .parked(reason: "the gate test gives no verdict on it: signal 9")])
    }

    @Test func anUnsureRunNeedsTwoRedOnesMore() {
        let unsure: [Batch.Event] = [clean, .judged(lost), .judged(lost), .judged(.green), .judged(red)]
        #expect(run(1, unsure).actions.last == .test(1))
        #expect(run(1, unsure + [.judged(red)]).batch.fates.values.map(\.isBlame) == [true])
        #expect(run(1, unsure + [.judged(lost)]).batch.fates.values.map(\.isBlame) == [false])
    }

    @Test func aConflictWithTheStackWaitsAndOneWithTheTargetGoesBack() {
        let event = Batch.Event.stacked(conflicts: [Self.names[0]: ["a.txt"]], cut: Self.names[2])
        let (actions, batch) = run(4, [event, .judged(.green), .landed])
        #expect(actions == [.stack(Array(Self.names.prefix(4))), .test(1), .land(1), .finish])
        #expect(
            batch.fates == [
                Self.names[0]: .conflict(files: ["a.txt"]), Self.names[1]: .landed, Self.names[2]: .returned,
                Self.names[3]: .returned,
            ]
        )
    }

    @Test func aLostRaceReturnsAllAndARefusalIsTriedAlone() {
        #expect(run(2, [clean, .judged(.green), .lostRace]).batch.fates.values.allSatisfy { $0 == .returned })
        let (actions, batch) = run(
            2,
            [clean, .judged(.green), .refused("no"), clean, .judged(.green), .refused("no")]
        )
        #expect(actions.suffix(3) == [.test(1), .land(1), .finish])
        #expect(batch.fates == [Self.names[0]: .parked(reason: "no"), Self.names[1]: .returned])
    }

    @Test func whoeverIsWithdrawnAtTheLastMomentMakesTheRestBeTestedAgain() {
        let (actions, batch) = run(
            3,
            [clean, .judged(.green), .withdrawn([Self.names[2]]), clean, .judged(.green), .landed]
        )
        #expect(actions.suffix(4) == [.stack(Array(Self.names.prefix(2))), .test(2), .land(2), .finish])
        #expect(batch.fates[Self.names[2]] == .withdrawn)
    }
}

extension Fate {
    fileprivate var isBlame: Bool {
        if case .sentBack = self { true } else { false }
    }
}
