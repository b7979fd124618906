import Effects
import Git
import Host
import Ledger
import LedgerKit
import Refinery
import TestKit
import Testing
import TownKit
import Vocabulary

/// How work comes onto the target: the commits of a branch, their sum, or a merge.
@Suite(.scratch, .needs("git")) struct StackTests {
    private static func settings(_ strategy: String) -> String {
        #"{"merge_queue": {"waive_gates": true, "merge_strategy": "\#(strategy)"}}"#
    }

    /// Two commits beside a target that has moved on.
    private func twoCommits(_ place: RefineryPlace) throws -> MergeRequestRecord {
        let base = try place.main
        let one = try place.commit(["a": "1\n"], on: base, "first of two")
        let two = try place.commit(["b": "2\n"], on: one, "second of two")
        try place.push(place.commit(["theirs": "x\n"], on: base))
        return try place.file(1, two)
    }

    @Test func aRebaseKeepsEachCommitAndItsAuthor() throws {
        let place = try RefineryPlace(settings: Self.settings("rebase"))
        let request = try twoCommits(place)
        try place.drain()
        let commits = try place.town.remote.commits("main", limit: 2)
        #expect(commits.map(\.subject) == ["second of two", "first of two"])
        #expect(try !place.town.remote.isAncestor(#require(GitHash(request.head)), of: place.main))
        let people = try place.town.remote.call(["log", "-1", "--format=%an|%cn <%ce>", "main"])
        #expect(people == "Test|shop/refinery <shop.refinery@gastown.local>\n")
    }

    @Test func aBranchThatStandsOnTheTargetLandsAsItIs() throws {
        let place = try RefineryPlace(settings: Self.settings("rebase"))
        let request = try place.file(1, adding: ["a": "1\n"])
        try place.drain()
        #expect(try place.main.description == request.head)
    }

    @Test func aSquashIsOneCommitInTheNameOfTheWorker() throws {
        let place = try RefineryPlace(settings: Self.settings("squash"))
        _ = try twoCommits(place)
        try place.drain()
        let commit = try #require(try place.town.remote.commits("main", limit: 1).first)
        #expect(commit.parents.count == 1)
        #expect(commit.message.hasPrefix("Work 1 (sh-1)\n\n* first of two\n* second of two\n"))
        #expect(try place.landedFiles == ["a", "b", "file.txt", "theirs"])
        #expect(try place.town.remote.call(["log", "-1", "--format=%an", "main"]) == "Test\n")
    }

    @Test func aMergeKeepsTheBranch() throws {
        let place = try RefineryPlace(settings: Self.settings("merge"))
        let request = try twoCommits(place)
        try place.drain()
        let commit = try #require(try place.town.remote.commits("main", limit: 1).first)
        #expect(commit.parents.count == 2 && commit.parents.last?.description == request.head)
        #expect(try place.landedFiles == ["a", "b", "file.txt", "theirs"])
    }

    /// A branch with a merge whose commit changes what neither side had.
    private func mergeWithEdits(_ place: RefineryPlace) throws -> GitHash {
        let base = try place.main
        let left = try place.commit(["left": "l\n"], on: base, "left")
        let right = try place.commit(["right": "r\n"], on: base, "right")
        try place.town.repository.addWorktree(at: place.town.scratch.file("merging"), left)
        let git = place.town.git("merging")
        try git.call(["merge", "--quiet", "--no-commit", "--no-ff", right.description])
        try place.town.scratch.write("made in the merge\n", to: "merging/evil")
        try place.town.scratch.write("l, changed in the merge\n", to: "merging/left")
        let merge = try #require(try git.commitAll("merge with edits"))
        try place.town.repository.removeWorktree(at: place.town.scratch.file("merging"))
        return merge
    }

    @Test(arguments: ["rebase", "squash", "merge"]) func editsMadeInAMergeAreNotLost(_ strategy: String) throws {
        let place = try RefineryPlace(settings: Self.settings(strategy))
        let base = try place.main
        let request = try place.file(1, mergeWithEdits(place))
        try place.push(place.commit(["theirs": "x\n"], on: base))
        try place.drain()
        #expect(try place.state(request) == .merged)
        #expect(try place.landedFiles == ["evil", "file.txt", "left", "right", "theirs"])
        #expect(try place.town.remote.call(["show", "main:evil"]) == "made in the merge\n")
        #expect(try place.town.remote.call(["show", "main:left"]) == "l, changed in the merge\n")
    }

    @Test func workThatIsThereAlreadyLandsWithoutACommit() throws {
        let place = try RefineryPlace(settings: Self.settings("rebase"))
        let base = try place.main
        let head = try place.commit(["a": "1\n"], on: base)
        let request = try place.file(1, head)
        let theirs = try place.commit(["a": "1\n"], on: place.commit(["theirs": "x\n"], on: base))
        try place.push(theirs)
        try place.drain()
        #expect(try place.main == theirs)
        #expect(try place.state(request) == .merged && place.bead(1).status == .closed)
    }

    @Test func commitsThatConflictOneByOneButNotInSumAreSquashed() throws {
        let place = try RefineryPlace(settings: Self.settings("rebase"))
        let base = try place.main
        let there = try place.commit(["file.txt": "tried\n"], on: base, "try")
        let andBack = try place.commit(["file.txt": "one\n", "a": "1\n"], on: there, "take back")
        let request = try place.file(1, andBack)
        try place.push(place.commit(["file.txt": "theirs\n"], on: base))
        try place.drain()
        #expect(try place.state(request) == .merged)
        #expect(try place.town.remote.call(["show", "main:file.txt"]) == "theirs\n")
        #expect(try place.town.remote.count("main") == 3)
    }

    @Test func workWithoutACommonHistoryIsParkedAndKeepsNobodyWaiting() throws {
        let place = try RefineryPlace(settings: Self.settings("rebase"))
        let tree = try #require(try place.town.repository.tree(place.main.description))
        let stranger = try place.town.repository.makeCommit(tree: tree, parents: [], message: "from elsewhere")
        try place.town.repository.update("refs/heads/stranger", to: stranger)
        let good = try place.file(2, adding: ["f2": "2\n"])
        var request = try place.file(3, adding: ["f3": "3\n"])
        request.id = BeadID(trusted: "sh-mr-00000000zz")
        request.head = stranger.description
        let filing = request
        try place.town.store.change { try $0.file(filing) }
        #expect(try place.drain() == .idle)
        #expect(try place.state(request) == .parked && place.state(good) == .merged)
        #expect(
            try place.town.store.ledger.read.request(request.id)?.reason == "it has no history in common with main"
        )
    }

    @Test func theUsersConfigurationChangesNothing() throws {
        let place = try RefineryPlace()
        try place.town.scratch.makeHostileGit()
        let request = try twoCommits(place)
        let merge = try place.file(2, mergeWithEdits(place))
        let broken = try place.file(3, adding: ["broken": "x\n"])
        #expect(try place.drain() == .idle)
        #expect(try [request, merge, broken].map { try place.state($0) } == [.merged, .merged, .rejected])
        #expect(try place.landedFiles == ["a", "b", "evil", "file.txt", "left", "right", "theirs"])
    }
}
