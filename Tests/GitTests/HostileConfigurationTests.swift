import Effects
import Git
import Host
import TestKit
import Testing

@Suite(.scratch, .needs("git")) struct HostileConfigurationTests {
    private func hostile() throws -> Place {
        let scratch = try #require(Scratch.current)
        try scratch.makeHostileGit()
        return try Place(scratch)
    }

    @Test func theWholeWayOfAChangeStillWorks() throws {
        let place = try hostile()
        let first = try place.makeRemote()
        let bare = try place.makeBare()
        #expect(!place.scratch.exists("bare.git/hooks/pre-push"))
        try bare.addWorktree(at: place.scratch.file("w"), first, branch: "b")
        try place.scratch.write("new\n", to: "w/new")
        let git = place.git("w")
        #expect(try git.status().entries.map(\.path) == ["new"])
        let next = try #require(try git.commitAll("fixup! first"))
        let base = try place.commit(["c": "c\n"], on: first)
        guard case .done(let tip) = try git.rebase(next, since: first, onto: base) else {
            Issue.record("a conflict where there is none")
            return
        }
        #expect(try git.commits("\(base)..\(tip)").map(\.subject) == ["fixup! first"])
        #expect(try bare.commit("refs/heads/b") == next)
        #expect(try bare.push(tip, to: "trunk", expecting: first) == .pushed)
        try bare.fetch()
        #expect(try bare.commit("refs/remotes/origin/trunk") == tip)
        try bare.removeWorktree(at: place.scratch.file("w"))
    }

    @Test func theCallersGitDoesNotLeadOursElsewhere() throws {
        let place = try hostile()
        let first = try place.makeRemote()
        var effects = place.effects
        effects.environment["GIT_DIR"] = "/nowhere"
        effects.environment["GIT_INDEX_FILE"] = "/nowhere/index"
        effects.environment["GIT_AUTHOR_NAME"] = "somebody"
        let git = Git(in: place.remotePath, effects, as: place.identity)
        #expect(try git.commit("refs/heads/trunk") == first)
        let names = Git.cleared(effects.environment).keys.filter { $0.hasPrefix("GIT_") }
        #expect(names == ["GIT_CONFIG_NOSYSTEM"])
    }
}
