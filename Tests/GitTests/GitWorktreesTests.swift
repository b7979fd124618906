import Git
import Host
import TestKit
import Testing

@Suite(.scratch, .needs("git")) struct GitWorktreesTests {
    private func place() throws -> Place { try Place(#require(Scratch.current)) }

    @Test func addsFindsAndRemoves() throws {
        let place = try place()
        let first = try place.makeRemote()
        let bare = try place.makeBare()
        let path = place.scratch.file("seats/rig")
        try bare.addWorktree(at: path, first, branch: "polecat/toast/sh-1@0123456789")
        try bare.addWorktree(at: place.scratch.file("other/rig"), first)
        let seat = try #require(try bare.worktree(at: path))
        #expect(seat.branch == "polecat/toast/sh-1@0123456789")
        #expect(seat.head == first)
        #expect(try bare.worktree(at: place.scratch.file("other/rig"))?.branch == nil)
        #expect(try bare.worktree(at: place.scratch.file("seats")) == nil)
        #expect(try bare.worktrees().map(\.isBare) == [true, false, false])
        try place.git("seats/rig").detach()
        #expect(try place.git("seats/rig").currentBranch() == nil)
        try bare.delete("refs/heads/polecat/toast/sh-1@0123456789")
        try bare.removeWorktree(at: path)
        #expect(!Files.exists(path))
        try Files.removeTree(place.scratch.file("other"))
        #expect(try bare.worktrees().map(\.isPrunable) == [false, true])
        try bare.pruneWorktrees()
        #expect(try bare.worktrees().count == 1)
    }

    /// As `chmod -R a-w` leaves them, which build tools do to their caches.
    @Test func checksOutOverFoldersThatNobodyMayWriteTo() async throws {
        let place = try place()
        let first = try place.makeRemote()
        let bare = try place.makeBare()
        let next = try place.commit(["kept/file": "a\n"], on: first)
        try bare.addWorktree(at: place.scratch.file("w"), next)
        try place.scratch.write("b\n", to: "w/kept/file")
        try place.scratch.write("left\n", to: "w/left/over/file")
        try place.scratch.write("mine\n", to: "outside/file")
        try Files.link(to: place.scratch.file("outside"), at: place.scratch.file("w/left/over/link"))
        for name in ["w/left/over", "w/left", "w/kept", "outside"] {
            try Files.setMode(0o555, of: place.scratch.file(name))
        }
        await #expect(processExitsWith: .success) { [path = place.scratch.path as String] in
            try OrdinaryUser.become(owning: path)
            let place = try Place(Scratch(at: path))
            let git = place.git("w")
            try git.checkOut(place.unwrapped(git.commit("HEAD")), branch: nil)
        }
        #expect(place.scratch.files(in: "w").filter { $0 != ".git" } == ["file.txt", "kept", "kept/file"])
        #expect(try place.scratch.read("w/kept/file") == "a\n")
        #expect(Files.facts(of: place.scratch.file("outside"))?.mode == 0o555)
        #expect(place.scratch.exists("outside/file"))
    }

    @Test func rebasesOverAFolderThatNobodyMayWriteTo() async throws {
        let place = try place()
        let first = try place.makeRemote()
        let bare = try place.makeBare()
        let next = try place.commit(["cache/kept": "a\n"], on: first)
        try bare.addWorktree(at: place.scratch.file("w"), first)
        try place.scratch.write("*.o\n", to: "bare.git/info/exclude")
        try place.scratch.write("left\n", to: "w/cache/left.o")
        try Files.setMode(0o555, of: place.scratch.file("w/cache"))
        await #expect(processExitsWith: .success) {
            [
                path = place.scratch.path as String, first = first.description as String,
                next = next.description as String
            ]
            in
            try OrdinaryUser.become(owning: path)
            let place = try Place(Scratch(at: path))
            let (first, next) = try (place.unwrapped(GitHash(first)), place.unwrapped(GitHash(next)))
            #expect(try place.git("w").rebase(next, since: first, onto: first) == .done(next))
        }
        #expect(try place.scratch.read("w/cache/kept") == "a\n" && place.scratch.exists("w/cache/left.o"))
    }

    @Test func aFolderThatCannotBeLookedIntoIsAFailure() async throws {
        let place = try place()
        let first = try place.makeRemote()
        try place.makeBare().addWorktree(at: place.scratch.file("w"), first)
        try place.scratch.write("hidden\n", to: "w/closed/file")
        try Files.setMode(0, of: place.scratch.file("w/closed"))
        await #expect(processExitsWith: .success) { [path = place.scratch.path as String] in
            try OrdinaryUser.become(owning: path)
            let git = try Place(Scratch(at: path)).git("w")
            #expect(throws: GitFailure.closedFolders(["closed/"], directory: git.directory)) { try git.status() }
            #expect(try git.status(skippingClosed: true).entries.isEmpty)
            #expect(Files.openFolders(git.directory))
            #expect(!Files.openFolders(git.directory))
            #expect(try git.status().entries.map(\.path) == ["closed/file"])
        }
    }

    @Test func tellsEverySortOfChange() throws {
        let place = try place()
        let first = try place.makeRemote()
        let bare = try place.makeBare()
        try bare.addWorktree(at: place.scratch.file("w"), first, branch: "b")
        let git = place.git("w")
        #expect(try git.status() == GitStatus(head: first, branch: "b", entries: []))
        try place.scratch.write("two\n", to: "w/file.txt")
        try place.scratch.write("x\n", to: "w/with space")
        try place.scratch.write("*.o\n", to: "w/.gitignore")
        try place.scratch.write("x\n", to: "w/deep/er/new")
        try place.scratch.write("x\n", to: "w/a.o")
        try git.call(["add", "with space"])
        let status = try git.status(withIgnored: true)
        #expect(
            status.entries.map { "\($0.code) \($0.path)" }
                == [".M file.txt", "A. with space", "?? .gitignore", "?? deep/er/new", "!! a.o"]
        )
        #expect(!status.isClean)
        try git.checkOut(first, branch: "b")
        #expect(try git.status().isClean)
        #expect(place.scratch.exists("w/a.o") == false || place.scratch.exists("w/.gitignore") == false)
    }

    @Test func checkOutMovesADirtyIdleWorktree() throws {
        let place = try place()
        let first = try place.makeRemote()
        let bare = try place.makeBare()
        let next = try place.commit(["a": "a\n"], on: first)
        try bare.addWorktree(at: place.scratch.file("w"), first)
        try place.scratch.write("two\n", to: "w/file.txt")
        try place.scratch.write("two\n", to: "w/a")
        try place.git("w").checkOut(next, branch: "b")
        #expect(try place.git("w").status() == GitStatus(head: next, branch: "b", entries: []))
        #expect(try place.scratch.read("w/a") == "a\n")
    }
}
