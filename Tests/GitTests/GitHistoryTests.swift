import Git
import TestKit
import Testing

@Suite(.scratch, .needs("git")) struct GitHistoryTests {
    private func place() throws -> Place { try Place(#require(Scratch.current)) }

    @Test func laysCommitsOntoAnotherBase() throws {
        let place = try place()
        let first = try place.makeRemote()
        let bare = try place.makeBare()
        let base = try place.commit(["b": "b\n"], on: first)
        let one = try place.commit(["a": "a\n"], on: first, "one\n")
        let two = try place.commit(["a": "aa\n"], on: one, "two\n\nwith a body\n")
        try bare.addWorktree(at: place.scratch.file("w"), base)
        let git = place.git("w")
        guard case .done(let tip) = try git.rebase(two, since: first, onto: base) else {
            Issue.record("a conflict where there is none")
            return
        }
        #expect(try git.commits("\(base)..\(tip)").map(\.message) == ["two\n\nwith a body\n", "one\n"])
        #expect(try git.tree(tip.description) == merged(bare.mergeTree(base, two)))
        #expect(try bare.missing(from: tip, in: two).isEmpty)
        #expect(try bare.missing(from: base, in: two) == [one, two])
    }

    @Test func namesTheFilesInConflictAndLeavesTheWorktree() throws {
        let place = try place()
        let first = try place.makeRemote()
        let bare = try place.makeBare()
        let base = try place.commit(["file.txt": "ours\n"], on: first)
        let tip = try place.commit(["file.txt": "theirs\n", "new": "x"], on: first)
        try bare.addWorktree(at: place.scratch.file("w"), base)
        let git = place.git("w")
        #expect(try git.rebase(tip, since: first, onto: base) == .conflict(files: ["file.txt"]))
        #expect(try git.status() == GitStatus(head: base, branch: nil, entries: []))
        #expect(try bare.mergeTree(base, tip) == .conflict(files: ["file.txt"]))
    }

    @Test func aRebaseDropsWhatAMergeCommitEdited() throws {
        // The reason why the tree of a rebase is compared with that of a merge.
        let place = try place()
        let first = try place.makeRemote()
        let bare = try place.makeBare()
        let a = try place.commit(["a": "a\n"], on: first)
        let b = try place.commit(["b": "b\n"], on: first)
        try bare.addWorktree(at: place.scratch.file("m"), a)
        let merging = place.git("m")
        try merging.call(["merge", "--quiet", "--no-commit", "--no-ff", b.description])
        try place.scratch.write("made in the merge\n", to: "m/evil")
        let tip = try #require(try merging.commitAll("merge"))
        let base = try place.commit(["c": "c\n"], on: first)
        try bare.addWorktree(at: place.scratch.file("w"), base)
        guard case .done(let laid) = try place.git("w").rebase(tip, since: first, onto: base) else {
            Issue.record("a conflict where there is none")
            return
        }
        let wanted = try merged(bare.mergeTree(base, tip))
        #expect(try bare.call(["diff", "--name-only", laid.description, wanted.description]) == "evil\n")
    }

    @Test func commitsATreeWithoutAWorktree() throws {
        let place = try place()
        let first = try place.makeRemote()
        let bare = try place.makeBare()
        let tree = try #require(try bare.tree(first.description))
        let made = try place.bare.makeCommit(tree: tree, parents: [first], message: "squash\n")
        #expect(try bare.commits("\(first)..\(made)").map(\.message) == ["squash\n"])
        let author = try bare.call(["log", "-1", "--format=%an <%ae> %cn <%ce>", made.description])
        let who = "shop/polecats/toast <shop.polecats.toast@gastown.local>"
        #expect(author == "\(who) \(who)\n")
    }

    @Test func listsStashesAndBundles() throws {
        let place = try place()
        let first = try place.makeRemote()
        let bare = try place.makeBare()
        #expect(try bare.stashEntries().isEmpty)
        try bare.addWorktree(at: place.scratch.file("w"), first)
        for text in ["two\n", "three\n"] {
            try place.scratch.write(text, to: "w/file.txt")
            try place.git("w").call(["stash", "push", "--quiet"])
        }
        #expect(try bare.stashEntries().count == 2)
        try bare.bundle(to: place.scratch.file("all.bundle"), ["refs/remotes/origin/trunk"])
        #expect(try place.git(".").call(["bundle", "list-heads", "all.bundle"]).contains("refs/remotes/origin/trunk"))
    }

    private struct Conflict: Error {}
    private func merged(_ outcome: MergeOutcome) throws -> GitHash {
        guard case .tree(let tree) = outcome else { throw Conflict() }
        return tree
    }
}
