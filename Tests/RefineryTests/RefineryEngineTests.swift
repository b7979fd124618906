import Effects
import Git
import Host
import Layout
import Ledger
import LedgerKit
import Refinery
import TestKit
import Testing
import TownKit
import Vocabulary

/// Real git, real gates, a real ledger.
@Suite(.scratch, .needs("git")) struct RefineryEngineTests {
    @Test func aGreenBatchLandsWithOneRunOfTheGates() throws {
        let place = try RefineryPlace(
            settings: #"{"merge_queue": {"gates": {"count": "echo run >> \#(try scratch.file("runs"))"}}}"#
        )
        let requests = try (1...3).map { try place.file($0, adding: ["f\($0)": "\($0)\n"]) }
        #expect(try place.drain() == .idle)
        #expect(try scratch.read("runs") == "run\n")
        #expect(try place.landedFiles == ["f1", "f2", "f3", "file.txt"])
        let tip = try place.main
        for (number, request) in zip(1...3, requests) {
            let bead = try place.bead(number)
            #expect(bead.status == .closed && bead.assignee == "shop/refinery")
            let landed = try #require(try place.town.store.ledger.read.request(request.id))
            #expect(landed.state == .merged && landed.lease.owner == nil)
            let commit = try #require(landed.landedCommit.flatMap { GitHash($0) })
            #expect(bead.closeReason == "Landed on main as \(commit.description.prefix(12)) (\(request.id))")
            #expect(try place.town.remote.isAncestor(commit, of: tip))
            #expect(try place.town.remote.commit("refs/heads/\(request.branch)") == nil)
            #expect(try place.town.repository.commit("refs/heads/\(request.branch)") == nil)
            #expect(try place.town.repository.commit("refs/gt/landed/\(request.id)")?.description == request.head)
            #expect(try place.town.store.bead(request.id)?.status == .closed)
        }
        let landing = try #require(try place.town.store.ledger.read.landings(in: [.finished]).first)
        #expect(landing.tip == tip.description && landing.gates.map(\.name) == ["count"])
        #expect(try place.town.remote.tree("main")?.description == landing.tree)
        let news = try place.town.store.ledger.read.outbox()
        #expect(
            news.map(\.kind) == ["bead-closed", "bead-closed", "bead-closed"] && news.allSatisfy { $0.target == "hq" }
        )
        #expect(news[0].payload == #"{"bead":"sh-1","rig":"shop","commit":"\#(landing.members[0].commit)"}"#)
    }

    @Test func oneCulpritAmongSeveralIsSentBackAndTheRestLands() throws {
        let place = try RefineryPlace()
        let good = try [1, 2, 4, 5].map { try place.file($0, adding: ["f\($0)": "\($0)\n"]) }
        let bad = try place.file(3, adding: ["broken": "yes\n"])
        #expect(try place.drain() == .idle)
        #expect(try place.landedFiles == ["f1", "f2", "f4", "f5", "file.txt"])
        #expect(try good.map { try place.state($0) } == [.merged, .merged, .merged, .merged])
        let bead = try place.bead(3)
        #expect(bead.status == .open && bead.assignee == nil && bead.attempt == 1)
        #expect(try place.labels(3) == ["rework"])
        #expect(try place.state(bad) == .rejected)
        let comment = try #require(try place.town.store.ledger.read.comments(on: bead.id).first)
        #expect(comment.author == "shop/refinery" && comment.text.contains("it is broken"))
        #expect(comment.text.contains(bad.branch))
        #expect(try place.town.remote.commit("refs/heads/\(bad.branch)")?.description == bad.head)
    }

    @Test func afterThreeAttemptsAPersonIsAsked() throws {
        let place = try RefineryPlace()
        try place.file(1, adding: ["broken": "yes\n"])
        try place.drain()
        for attempt in 2...3 {
            try place.town.store.change { try $0.update(BeadID(trusted: "sh-1")) { $0.status = .inProgress } }
            let head = try place.commit(["broken": "\(attempt)\n"], on: place.main)
            var request = try #require(try place.town.store.ledger.read.requests(for: BeadID(trusted: "sh-1")).last)
            request.id = BeadID(trusted: "sh-mr-000000000\(attempt)x")
            request.head = head.description
            let again = request
            try place.town.store.change { try $0.file(again) }
            try place.drain()
        }
        #expect(try place.bead(1).attempt == 3)
        #expect(try place.labels(1) == ["escalated", "rework"])
        #expect(try place.town.store.ledger.read.outbox().map(\.kind) == ["mail"])
    }

    @Test func aConflictGoesBackWithItsFiles() throws {
        let place = try RefineryPlace()
        let base = try place.main
        let request = try place.file(1, place.commit(["file.txt": "mine\n"], on: base))
        try place.push(place.commit(["file.txt": "theirs\n"], on: base))
        try place.drain()
        #expect(try place.state(request) == .rejected)
        #expect(try place.labels(1) == ["conflict", "rework"])
        #expect(try place.bead(1).status == .open)
        let text = try #require(try place.town.store.ledger.read.comments(on: place.bead(1).id).first?.text)
        #expect(text.contains("conflict with main in file.txt"))
    }

    /// The owner has taken commits off the branch: work that began from them would bring them back.
    @Test func whatTheOwnerSetBackStaysAway() throws {
        let place = try RefineryPlace()
        let old = try place.main
        let removed = try place.commit(["unwanted": "x\n"], on: old)
        try place.push(removed)
        let request = try place.file(1, place.commit(["mine": "y\n"], on: removed))
        try place.push(old, force: true)
        try place.drain()
        #expect(try place.main == old)
        #expect(try place.state(request) == .rejected)
        #expect(try place.labels(1) == ["conflict", "rework"])
        let text = try #require(try place.town.store.ledger.read.comments(on: place.bead(1).id).first?.text)
        #expect(text.contains("conflict with main in what it began from"))
    }

    @Test func aConflictWithinTheBatchIsDecidedAgainstTheNewTarget() throws {
        let place = try RefineryPlace()
        let base = try place.main
        try place.file(1, place.commit(["file.txt": "first\n"], on: base))
        let second = try place.file(2, place.commit(["file.txt": "second\n"], on: base))
        try place.file(3, place.commit(["other": "3\n"], on: base))
        try place.drain()
        #expect(try place.landedFiles == ["file.txt", "other"])
        #expect(try place.town.remote.call(["show", "main:file.txt"]) == "first\n")
        #expect(try place.state(second) == .rejected)
        #expect(try place.labels(2) == ["conflict", "rework"])
    }

    @Test func aRedTargetStopsTheQueueAndBlamesNobody() throws {
        let place = try RefineryPlace()
        let base = try place.main
        try place.push(place.commit(["broken": "by a person\n"], on: base))
        let request = try place.file(1, place.commit(["f1": "1\n"], on: base))
        let engine = try place.engine()
        guard case .stopped(let reason) = try place.drain(engine) else {
            Issue.record("the queue went on")
            return
        }
        #expect(reason.hasPrefix("main itself is red at ") && reason.hasSuffix("gate test (exit 1)"))
        #expect(try place.state(request) == .open && place.bead(1).attempt == 0)
        let agent = try #require(try place.town.store.ledger.read.agent(BeadID(trusted: "sh-shop-refinery")))
        #expect(agent.state == .stuck)
        #expect(try place.town.store.bead(agent.id)?.notes == reason)
        #expect(try place.town.store.ledger.read.outbox().map(\.kind) == ["mail"])
        // Asked again while nothing has changed: no second letter.
        try place.drain(engine)
        #expect(try place.town.store.ledger.read.outbox().count == 1)
        let red = try place.main
        try place.push(place.commit(["broken": nil], on: red))
        #expect(try place.drain(engine) == .idle)
        #expect(try place.state(request) == .merged)
        #expect(try place.town.store.ledger.read.agent(agent.id)?.state == .running)
    }

    @Test func aRefusalByAHookParksOnlyWhatTheHookMinds() throws {
        let place = try RefineryPlace()
        let hook = "remote.git/hooks/update"
        try scratch.writeProgram(
            """
            #!/bin/sh
            case $1 in refs/heads/main) ;; *) exit 0;; esac
            if git ls-tree -r --name-only $3 | grep -q secret; then echo "no secrets here" >&2; exit 1; fi
            """,
            to: hook
        )
        let parked = try place.file(1, adding: ["secret": "s\n"])
        let good = try place.file(2, adding: ["f2": "2\n"])
        #expect(try place.drain() == .idle)
        #expect(try place.state(good) == .merged && place.state(parked) == .parked)
        let reason = try place.town.store.ledger.read.request(parked.id)?.reason
        #expect(reason?.hasPrefix("no secrets here") == true)
        #expect(try place.bead(1).status == .inProgress && place.labels(1) == [])
        #expect(try place.town.store.ledger.read.outbox().map(\.kind).sorted() == ["bead-closed", "mail"])
    }

    @Test func anOwnerWhoSetsTheBranchBackMeanwhileIsRespected() throws {
        let place = try RefineryPlace()
        let first = try place.main
        let second = try place.commit(["later": "x\n"], on: first)
        try place.push(second)
        let request = try place.file(1, place.commit(["f1": "1\n"], on: second))
        // The gate itself is the owner, who takes the last commit back, once.
        let scratch = try self.scratch
        let back =
            "test -e \(scratch.file("done")) || git -C \(scratch.file("remote.git")) update-ref refs/heads/main \(first)"
        try place.set(#"{"merge_queue": {"gates": {"test": "\#(back); touch \#(scratch.file("done"))"}}}"#)
        #expect(try place.engine().pass() == .worked([request.id: .returned]))
        #expect(try place.main == first)
        #expect(try place.state(request) == .open)
        #expect(try place.town.store.ledger.read.landings(in: [.dropped]).count == 1)
    }

    @Test func whoeverIsFasterWinsAndTheBatchStartsAgain() throws {
        let place = try RefineryPlace()
        let base = try place.main
        let other = try place.commit(["theirs": "x\n"], on: base)
        let request = try place.file(1, place.commit(["f1": "1\n"], on: base))
        let remote = try scratch.file("remote.git")
        let push = "git -C \(place.town.rig.repository) push -q \(remote) \(other):refs/heads/main || true"
        try place.set(#"{"merge_queue": {"gates": {"test": "\#(push)"}}}"#)
        #expect(try place.engine().pass() == .worked([request.id: .returned]))
        try place.drain()
        #expect(try place.landedFiles == ["f1", "file.txt", "theirs"])
    }

    @Test func aGateThatCannotRunStopsTheQueueOrParksButNeverBlames() throws {
        let place = try RefineryPlace(settings: #"{"merge_queue": {"gates": {"test": "no-such-program"}}}"#)
        let request = try place.file(1, adding: ["f1": "1\n"])
        guard case .stopped(let reason) = try place.drain() else {
            Issue.record("the queue went on")
            return
        }
        #expect(reason.hasPrefix("the gate test cannot run on main at ") && reason.hasSuffix(": exit 127"))
        #expect(try place.state(request) == .open && place.bead(1).attempt == 0)
        try place.set(#"{"merge_queue": {"gates": {"test": "test ! -e f1 || kill -9 $$"}}}"#)
        #expect(try place.drain() == .idle)
        #expect(try place.state(request) == .parked && place.bead(1).status == .inProgress)
    }

    @Test func aGateWithoutEndIsStoppedAndItsLogIsKept() throws {
        let place = try RefineryPlace(
            settings: #"{"merge_queue": {"gates": {"test": {"cmd": "echo begun; sleep 600", "timeout": "200ms"}}}}"#
        )
        try place.file(1, adding: ["f1": "1\n"])
        guard case .stopped(let reason) = try place.drain() else {
            Issue.record("the queue went on")
            return
        }
        #expect(reason.hasSuffix("no end within 0 s"))
        let logs = try Files.list(place.town.rig.runtime + "/gates")
        #expect(try logs.allSatisfy { try Files.text(at: "\(place.town.rig.runtime)/gates/\($0)") == "begun\n" })
        #expect(logs.count == 3)
    }

    @Test func withoutAGateNothingLandsUntilTheOwnerWaivesIt() throws {
        let place = try RefineryPlace(settings: "{}")
        let request = try place.file(1, adding: ["f1": "1\n"])
        guard case .stopped(let reason) = try place.drain() else {
            Issue.record("it landed without a gate")
            return
        }
        #expect(reason.contains("gt rig settings set shop merge_queue.gates.test"))
        try place.set(#"{"merge_queue": {"waive_gates": true}}"#)
        #expect(try place.drain() == .idle)
        #expect(try place.state(request) == .merged)
    }

    @Test func whatWasClosedMeanwhileDoesNotLand() throws {
        let place = try RefineryPlace()
        let one = try place.file(1, adding: ["f1": "1\n"])
        let two = try place.file(2, adding: ["f2": "2\n"])
        try place.town.store.change { try $0.close(BeadID(trusted: "sh-1"), reason: "not wanted") }
        #expect(try place.drain() == .idle)
        #expect(try place.state(one) == .rejected && place.state(two) == .merged)
        #expect(try place.landedFiles == ["f2", "file.txt"])
        #expect(try place.bead(1).closeReason == "not wanted")
    }

    @Test func aBatchGathersUntilItsSizeOrItsTime() throws {
        let place = try RefineryPlace(
            settings: #"{"merge_queue": {"waive_gates": true, "min_batch_size": 2, "batch_wait_time": "1h"}}"#
        )
        try place.file(1, adding: ["f1": "1\n"])
        guard case .gathering = try place.engine().pass() else {
            Issue.record("it did not wait")
            return
        }
        try place.file(2, adding: ["f2": "2\n"])
        #expect(try place.drain() == .idle)
        #expect(try place.town.store.ledger.read.landings(in: [.finished]).map(\.members.count) == [2])
    }

    private var scratch: Scratch { get throws { try #require(Scratch.current) } }
}
