import Effects
import Git
import Host
import TestKit
import Testing
import Worktrees

@Suite(.scratch, .needs("git")) struct SnapshotTests {
    private func seat() throws -> SeatFolder { try SeatFolder(#require(Scratch.current)) }

    /// Preserves the seat, removes it, gives it back elsewhere or in its place and compares all of it.
    private func roundTrip(_ seat: SeatFolder) throws -> Snapshot {
        let content = try seat.content("seat")
        let picture = try seat.picture(seat.git)
        let receipt = try seat.worktrees.preserve(seat.path, seat.note)
        let snapshot = try #require(receipt.snapshot)
        try seat.worktrees.remove(receipt)
        #expect(!Files.exists(seat.path))
        try seat.repository.call(["reflog", "expire", "--expire=now", "--all"])
        try seat.repository.call(["gc", "--quiet", "--prune=now"])
        let restored = try seat.worktrees.restore(snapshot.id)
        #expect(restored.path == seat.path)
        #expect(try seat.content("seat") == content)
        #expect(try seat.picture(seat.git) == picture)
        return snapshot
    }

    @Test func everySortOfChangeComesBackByteForByte() throws {
        let seat = try seat()
        let scratch = seat.scratch
        try scratch.write("commit\n", to: "seat/committed.txt")
        _ = try seat.git.commitAll("mine\n")
        try Files.write([0, 255, 13, 10, 254], to: scratch.file("seat/file.txt"), mode: 0o600)
        try Files.remove(scratch.file("seat/gone.txt"))
        try scratch.write("staged\n", to: "seat/staged.txt")
        try scratch.write("in the index\n", to: "seat/both.txt")
        try seat.git.call(["add", "staged.txt", "both.txt"])
        try scratch.write("in the folder\r\n", to: "seat/both.txt")
        try scratch.write("x\n", to: "seat/new/deep/ü \"quoted\"\nname")
        try scratch.write("#!/bin/sh\n", to: "seat/new/run")
        try Files.setMode(0o750, of: scratch.file("seat/new/run"))
        try Files.link(to: "../file.txt", at: scratch.file("seat/new/link"))
        try Files.link(to: "nowhere at all", at: scratch.file("seat/broken"))
        try scratch.write("", to: "seat/empty")
        try scratch.write("x\n", to: "seat/intended")
        try seat.git.call(["add", "--intent-to-add", "intended"])
        try scratch.write("object", to: "seat/kept.o")
        let snapshot = try roundTrip(seat)
        #expect(snapshot.branch == seat.branch)
        #expect(snapshot.leftOut.isEmpty)
        #expect(snapshot.note == seat.note)
        #expect(try seat.worktrees.list() == [snapshot])
        #expect(try seat.worktrees.find(snapshot.id) == snapshot)
    }

    /// To Swift such names are equal, or a mark is one character with the separator before it; to a file system they are bytes.
    @Test func namesThatLookAlikeAreDifferentFiles() throws {
        let seat = try seat()
        let scratch = seat.scratch
        let names = ["caf\u{e9}.txt", "cafe\u{301}.txt", "\u{301}note", "link-\u{e9}", "link-e\u{301}"]
        for name in names.prefix(3) { try scratch.write("first \(Array(name.utf8))\n", to: "seat/\(name)") }
        _ = try seat.git.commitAll("mine\n")
        try seat.repository.call(["update-ref", "refs/remotes/origin/mine", "refs/heads/\(seat.branch)"])
        for name in names.prefix(3) { try scratch.write("second \(Array(name.utf8))\n", to: "seat/\(name)") }
        for name in names.suffix(2) { try Files.link(to: "to-\(name.utf8.count)", at: scratch.file("seat/\(name)")) }
        try scratch.write("a\n", to: "seat/new-\u{e9}")
        try scratch.write("b\n", to: "seat/new-e\u{301}")
        try scratch.write("c\n", to: "seat/\u{302}new")
        #expect(try seat.git.status().entries.count == 8)
        #expect(try roundTrip(seat).files == 8)
    }

    /// Flags in the index, and a sparse checkout, are the last worker's and not the next one's.
    @Test func aWorktreeThatIsUsedAgainHidesNothing() throws {
        let seat = try seat()
        try seat.git.call(["update-index", "--assume-unchanged", "file.txt"])
        try seat.git.call(["sparse-checkout", "set", "--no-cone", "file.txt", "both.txt"])
        try seat.scratch.write("edited\n", to: "seat/file.txt")
        #expect(!seat.scratch.exists("seat/gone.txt"))
        let receipt = try seat.worktrees.preserve(seat.path, seat.note)
        try seat.worktrees.reuse(receipt, at: seat.first, branch: "next")
        #expect(try seat.git.hiddenFiles().isEmpty && seat.git.status().isClean)
        #expect(try seat.scratch.read("seat/file.txt") == "one\n" && seat.scratch.exists("seat/gone.txt"))
    }

    @Test func stashesOfTheBranchComeBackAfterTheyWereDropped() throws {
        let seat = try seat()
        for text in ["two\n", "three\n"] {
            try seat.scratch.write(text, to: "seat/file.txt")
            try seat.scratch.write(text, to: "seat/untracked-\(text.count)")
            try seat.git.call(["stash", "push", "--quiet", "--include-untracked"])
        }
        let stashes = try seat.repository.stashEntries()
        #expect(stashes.count == 2)
        let receipt = try seat.worktrees.preserve(seat.path, seat.note)
        let snapshot = try #require(receipt.snapshot)
        #expect(snapshot.stashes == 2)
        try seat.worktrees.remove(receipt)
        try seat.repository.delete("refs/stash")
        try seat.repository.call(["reflog", "expire", "--expire=now", "--all"])
        try seat.repository.call(["gc", "--quiet", "--prune=now"])
        _ = try seat.worktrees.restore(snapshot.id)
        #expect(try seat.repository.stashEntries() == stashes)
    }

    @Test func aMergeUnderWayComesBack() throws {
        let seat = try seat()
        let scratch = seat.scratch
        try scratch.write("ours\n", to: "seat/file.txt")
        _ = try seat.git.commitAll("ours\n")
        try seat.repository.addWorktree(at: scratch.file("other"), seat.first, branch: "other")
        try scratch.write("theirs\n", to: "other/file.txt")
        let other = try #require(try seat.repository.at(scratch.file("other")).commitAll("theirs\n"))
        #expect(try seat.git.outcome(["merge", other.description]).status == 1)
        let unmerged = try seat.git.call(["ls-files", "-u"])
        _ = try roundTrip(seat)
        #expect(try seat.git.call(["ls-files", "-u"]) == unmerged)
        #expect(try seat.git.commit("MERGE_HEAD") == other)
    }

    /// Also for somebody to whom permissions mean something: a folder may not be written to when it is made again.
    @Test func emptyFoldersAndThePermissionsOfFoldersComeBack() async throws {
        let scratch = try #require(Scratch.current)
        await #expect(processExitsWith: .success) { [path = scratch.path as String] in
            try OrdinaryUser.become(owning: path)
            let seat = try SeatFolder(Scratch(at: path))
            let scratch = seat.scratch
            for name in ["empty", "tracked/a", "new/empty/deep", "new/closed", "cache/x"] {
                try scratch.folder("seat/\(name)")
            }
            try scratch.write("one\n", to: "seat/tracked/a/file")
            _ = try seat.git.commitAll("folders\n")
            try scratch.write("two\n", to: "seat/new/closed/file")
            try scratch.write("object\n", to: "seat/cache/x/kept.o")
            try scratch.write("/cache/\n", to: "bare.git/info/exclude")
            for (name, mode) in [
                ("new/closed", 0o555), ("new/empty/deep", 0o700), ("tracked/a", 0o500), ("cache/x", 0o511),
                ("cache", 0o555), ("new/empty", 0o750), ("", 0o711),
            ] { try Files.setMode(mode, of: scratch.file("seat/\(name)")) }
            let content = try seat.content("seat")
            let receipt = try seat.worktrees.preserve(seat.path, seat.note)
            try seat.worktrees.remove(receipt)
            let snapshot = try #require(receipt.snapshot)
            #expect(snapshot.leftOut == [])
            let restored = try seat.worktrees.restore(snapshot.id)
            #expect(restored.notes == [])
            #expect(try seat.content("seat") == content)
            #expect(Files.facts(of: seat.path)?.mode == 0o711)
        }
    }

    /// Git does not look into what it ignores, so it does not say that it could not.
    @Test func aClosedFolderInAnIgnoredOneIsKept() async throws {
        let scratch = try #require(Scratch.current)
        await #expect(processExitsWith: .success) { [path = scratch.path as String] in
            try OrdinaryUser.become(owning: path)
            let seat = try SeatFolder(Scratch(at: path))
            try seat.scratch.write("/cache/\n", to: "bare.git/info/exclude")
            try seat.scratch.write("object\n", to: "seat/cache/closed/kept.o")
            try Files.setMode(0, of: seat.scratch.file("seat/cache/closed"))
            let receipt = try seat.worktrees.preserve(seat.path, seat.note)
            try seat.worktrees.remove(receipt)
            _ = try seat.worktrees.restore(#require(receipt.snapshot).id)
            #expect(try seat.scratch.read("seat/cache/closed/kept.o") == "object\n")
        }
    }

    @Test func anEmptyFolderAloneIsNoWork() throws {
        let seat = try seat()
        try seat.scratch.folder("seat/empty")
        let receipt = try seat.worktrees.preserve(seat.path, seat.note)
        #expect(receipt.snapshot == nil)
        try seat.worktrees.remove(receipt)
        #expect(!Files.exists(seat.path))
    }

    @Test func commitsThatOnlyTheLogKnowsAreKept() throws {
        let seat = try seat()
        try seat.scratch.write("two\n", to: "seat/file.txt")
        let lost = try #require(try seat.git.commitAll("thrown away\n"))
        try seat.git.call(["reset", "--hard", "--quiet", seat.first.description])
        _ = try roundTrip(seat)
        #expect(try seat.repository.commit(lost.description) == lost)
    }

    @Test func aRepositoryInsideComesBackAsFiles() throws {
        let seat = try seat()
        try seat.scratch.folder("seat/inner")
        let inner = seat.repository.at(seat.scratch.file("seat/inner"))
        try inner.call(["init", "--quiet", "--template="])
        try seat.scratch.write("x\n", to: "seat/inner/file")
        let commit = try inner.commitAll("inside\n")
        _ = try roundTrip(seat)
        #expect(try inner.commit("HEAD") == commit)
    }

    @Test func filesThatGitWasToldNotToLookAtAreKept() throws {
        let seat = try seat()
        try seat.git.call(["update-index", "--assume-unchanged", "file.txt"])
        try seat.git.call(["update-index", "--skip-worktree", "both.txt"])
        try seat.scratch.write("hidden\n", to: "seat/file.txt")
        try seat.scratch.write("hidden too\n", to: "seat/both.txt")
        _ = try roundTrip(seat)
    }

    @Test func largeIgnoredFoldersAreNamedAndLeftOut() throws {
        let seat = try seat()
        try Files.makeFolders(seat.scratch.file("seat/big"))
        try Files.write([UInt8](repeating: 1, count: 5_000_000), to: seat.scratch.file("seat/big/a"))
        try seat.scratch.write("x\n", to: "seat/new")
        let receipt = try seat.worktrees.preserve(seat.path, seat.note)
        #expect(receipt.snapshot?.leftOut == ["big/ (ignored, 5000000 bytes)"])
        #expect(receipt.snapshot?.files == 1)
    }

    @Test func linesAreNotConvertedWhateverTheConfiguration() throws {
        let seat = try seat()
        try seat.scratch.write("[core]\n    autocrlf = true\n    safecrlf = false\n", to: "home/.gitconfig")
        try seat.scratch.write("a\nb\r\nc", to: "seat/file.txt")
        try seat.scratch.write("a\nb\r\nc", to: "seat/new.txt")
        let content = try seat.content("seat").filter { $0.hasPrefix("file.txt") || $0.hasPrefix("new.txt") }
        let receipt = try seat.worktrees.preserve(seat.path, seat.note)
        try seat.worktrees.remove(receipt)
        _ = try seat.worktrees.restore(#require(receipt.snapshot).id)
        let after = try seat.content("seat").filter { $0.hasPrefix("file.txt") || $0.hasPrefix("new.txt") }
        #expect(after == content)
    }
}
