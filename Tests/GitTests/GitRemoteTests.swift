import Effects
import Git
import Host
import TestKit
import Testing

@Suite(.scratch, .needs("git")) struct GitRemoteTests {
    private func place() throws -> Place { try Place(#require(Scratch.current)) }

    @Test func aBareCloneHasOnlyRemoteBranches() throws {
        let place = try place()
        let first = try place.makeRemote()
        let bare = try place.makeBare()
        #expect(try bare.isBare())
        #expect(try bare.references(below: "refs/") == [GitReference(name: "refs/remotes/origin/trunk", hash: first)])
        #expect(try bare.remoteHead("origin") == RemoteHead(branch: "trunk", commit: first))
        try bare.fetch()
        #expect(try bare.commit("refs/remotes/origin/trunk") == first)
    }

    @Test func aCloneOfAPathLinksObjects() throws {
        let place = try place()
        _ = try place.makeRemote()
        _ = try place.makeBare()
        let files = place.scratch.files(in: "bare.git/objects").filter { $0.split(separator: "/").last?.count == 38 }
        #expect(!files.isEmpty)
        for file in files {
            #expect(Files.facts(of: place.scratch.file("bare.git/objects/\(file)"))?.links ?? 0 > 1)
        }
    }

    @Test func aFailedCloneLeavesNothing() throws {
        let place = try place()
        #expect(throws: GitFailure.self) { try place.makeBare() }
        #expect(!place.scratch.exists("bare.git"))
    }

    @Test func tellsAnEmptyRemoteAndAMissingOne() throws {
        let place = try place()
        try place.scratch.folder("remote.git")
        try place.git("remote.git").call(["init", "--quiet", "--bare", "--template="])
        #expect(try place.git(".").remoteHead(place.remotePath) == RemoteHead(branch: nil, commit: nil))
        let nowhere = place.scratch.file("nowhere")
        do {
            _ = try place.git(".").remoteHead(nowhere)
            Issue.record("a remote that is not there answered")
        } catch GitFailure.unreachable(let remote, _) {
            #expect(remote == nowhere)
        }
    }

    @Test func pushesOnlyWhatDescends() throws {
        let place = try place()
        let first = try place.makeRemote()
        let bare = try place.makeBare()
        let ours = try place.commit(["a": "a\n"], on: first)
        let theirs = try place.commit(["b": "b\n"], on: first)
        #expect(try bare.push(theirs, to: "trunk", expecting: first) == .pushed)
        #expect(try bare.push(theirs, to: "trunk", expecting: first) == .upToDate)
        guard case .lostRace = try bare.push(ours, to: "trunk", expecting: first) else {
            Issue.record("the slower push was not refused")
            return
        }
        guard case .lostRace = try bare.push(ours, to: "trunk") else {
            Issue.record("a push that is no fast-forward was not refused")
            return
        }
        guard case .lostRace = try bare.push(first, to: "trunk", expecting: theirs) else {
            Issue.record("a push to an older commit was not refused")
            return
        }
        #expect(try bare.remoteBranch("trunk", of: "origin") == theirs)
        #expect(try bare.push(ours, to: "side", expecting: .zero) == .pushed)
        guard case .lostRace = try bare.push(theirs, to: "side", expecting: .zero) else {
            Issue.record("a branch that is there was taken for a new one")
            return
        }
        guard case .lostRace = try bare.deleteRemote("side", expecting: theirs) else {
            Issue.record("a branch that moved was removed")
            return
        }
        #expect(try bare.deleteRemote("side", expecting: ours) == .pushed)
        #expect(try bare.remoteBranch("side", of: "origin") == nil)
    }

    @Test func bringsTheTextOfAHookThatRefuses() throws {
        let place = try place()
        let first = try place.makeRemote()
        let bare = try place.makeBare()
        let hook = "#!/bin/sh\necho 'not on a Saturday' >&2\nexit 1\n"
        try place.scratch.writeProgram(hook, to: "remote.git/hooks/pre-receive")
        let next = try place.commit(["a": "a\n"], on: first)
        #expect(try bare.push(next, to: "trunk", expecting: first) == .refusedByHook(text: "not on a Saturday"))
        try Files.rename(place.remotePath, to: place.scratch.file("gone.git"))
        guard case .unreachable = try bare.push(next, to: "trunk", expecting: first) else {
            Issue.record("a remote that is gone took a push")
            return
        }
    }

    /// As a cache of credentials does, or a connection that ssh keeps for the next call.
    @Test func whatSpeakingToARemoteLeavesRunningKeepsNoLock() throws {
        let place = try place()
        let first = try place.makeRemote()
        let pids = place.scratch.file("pids")
        let ssh = "#!/bin/sh\nsleep 600 >/dev/null 2>&1 &\necho $! >>\(pids)\neval \"$2\"\n"
        try place.scratch.writeProgram(ssh, to: "ssh")
        var effects = place.effects
        effects.environment["GIT_SSH"] = place.scratch.file("ssh")
        effects.environment["GIT_SSH_VARIANT"] = "simple"
        let git = Git(in: place.scratch.path, effects, as: place.identity)
        let lockFile = place.scratch.file("lock")
        do {
            let lock = try #require(try FileLock.attempt(lockFile))
            defer { withExtendedLifetime(lock) {} }
            let address = "host:\(place.remotePath)"
            try Git.cloneBare(address, to: place.scratch.file("bare.git"), with: git)
            let bare = git.at(place.scratch.file("bare.git"))
            #expect(try bare.remoteHead(address).commit == first)
            #expect(try bare.remoteBranch("trunk", of: "origin") == first)
            #expect(try bare.push(first, to: "side", expecting: .zero) == .pushed)
            #expect(try bare.replace("side", at: first, by: first) == .upToDate)
            #expect(try bare.deleteRemote("side", expecting: first) == .pushed)
            try bare.fetch()
        }
        let left = try Files.text(at: pids).split(separator: "\n").compactMap { Int($0) }
        defer { for pid in left { ProcessIdentity(of: pid)?.send(9) } }
        #expect(left.count == 7)
        // A program that another test starts at this moment keeps the lock for as long as it lives.
        _ = try FileLock.hold(lockFile, limit: .seconds(60))
    }

    @Test func fetchForgetsBranchesThatAreGone() throws {
        let place = try place()
        let first = try place.makeRemote()
        let bare = try place.makeBare()
        #expect(try bare.push(first, to: "side", expecting: .zero) == .pushed)
        #expect(try bare.commit("refs/remotes/origin/side") == first)
        try place.git("remote.git").delete("refs/heads/side")
        try bare.fetch()
        #expect(try bare.commit("refs/remotes/origin/side") == nil)
    }
}
