import Git
import TestKit
import Testing

@Suite(.scratch, .needs("git")) struct GitReferencesTests {
    private func place() throws -> Place { try Place(#require(Scratch.current)) }

    @Test func resolvesAndComparesCommits() throws {
        let place = try place()
        let first = try place.makeRemote()
        let bare = try place.makeBare()
        let second = try place.commit(["a": "a\n"], on: first)
        let side = try place.commit(["b": "b\n"], on: first)
        #expect(try bare.commit("no-such-branch") == nil)
        #expect(try bare.commit("--version") == nil)
        #expect(try bare.tree(first.description) != bare.tree(second.description))
        #expect(try bare.isAncestor(first, of: second))
        #expect(try !bare.isAncestor(second, of: first))
        #expect(try bare.mergeBase(second, side) == first)
        #expect(try bare.count("\(first)..\(second)") == 1)
        #expect(try bare.commits("\(first)..\(second)").map(\.subject) == ["change"])
        #expect(try bare.commits("\(first)..\(second)").map(\.parents) == [[first]])
        let unknown = try #require(GitHash(String(repeating: "1", count: 40)))
        #expect(throws: GitFailure.self) { try bare.isAncestor(unknown, of: first) }
    }

    @Test func changesAReferenceOnlyFromTheExpectedValue() throws {
        let place = try place()
        let first = try place.makeRemote()
        let bare = try place.makeBare()
        let second = try place.commit(["a": "a\n"], on: first)
        #expect(try bare.update("refs/gt/x", to: first, from: .zero))
        #expect(try !bare.update("refs/gt/x", to: second, from: .zero))
        #expect(try !bare.update("refs/gt/x", to: second, from: second))
        #expect(try bare.update("refs/gt/x", to: second, from: first))
        #expect(try !bare.delete("refs/gt/x", from: first))
        #expect(try bare.references(below: "refs/gt") == [GitReference(name: "refs/gt/x", hash: second)])
        #expect(try bare.delete("refs/gt/x", from: second))
        #expect(try bare.delete("refs/gt/x"))
        #expect(try !bare.delete("refs/gt/x", from: second))
    }

    @Test func namesAFolderThatIsNoRepository() throws {
        let place = try place()
        let path = try place.scratch.folder("plain")
        #expect(throws: GitFailure.notARepository(path: path)) { try place.git("plain").commit("HEAD") }
    }
}
