import Host
import Layout
import Settings
import TestKit
import Testing
import Vocabulary

@Suite(.scratch) struct BeadsFilesTests {
    private func scratch() throws -> Scratch { try #require(Scratch.current) }

    @Test func metadataNamesDatabaseAndProject() throws {
        let beads = BeadsFolder(in: try scratch().path)
        #expect(try BeadsMetadata.read(beads) == nil)
        try scratch().write("{\"custom\":1,\"backend\":\"dolt\"}", to: ".beads/metadata.json")
        #expect(throws: Problem.self) { try BeadsMetadata.read(beads) }
        try BeadsMetadata(database: "shop", projectID: "p1").write(beads)
        #expect(try BeadsMetadata.read(beads) == BeadsMetadata(database: "shop", projectID: "p1"))
        #expect(try scratch().read(".beads/metadata.json").contains("\"custom\": 1"))
    }

    @Test(arguments: ["", "..", "a/b", "a b", "é", "."])
    func aDatabaseCannotLeadOutOfItsFolder(name: String) throws {
        #expect(!BeadsMetadata.isDatabase(name))
        try scratch().write("{\"dolt_database\":\"\(name)\",\"project_id\":\"p\"}", to: ".beads/metadata.json")
        #expect(throws: Problem.self) { try BeadsMetadata.read(BeadsFolder(in: scratch().path)) }
    }

    @Test func theLongestPrefixHasTheRoute() throws {
        try scratch().write(
            "# ours\n{\"prefix\":\"a-\",\"path\":\"one\"}\n\n{\"prefix\":\"a-b-\",\"path\":\"two\",\"x\":1}\n{\"prefix\":\"hq\",\"path\":\".\"}",
            to: ".beads/routes.jsonl"
        )
        var routes = try Routes.read(BeadsFolder(in: scratch().path))
        #expect(routes.route(for: BeadID(trusted: "a-b-1"))?.path == "two")
        #expect(routes.route(for: BeadID(trusted: "a-bc"))?.path == "one")
        #expect(routes.route(for: BeadID(trusted: "ab-1")) == nil)
        let town = try #require(routes.route(for: BeadID(trusted: "hq-cv-12345")))
        #expect(routes.target(of: town) == BeadsFolder(in: try scratch().path))
        routes.set(Routes.Route(prefix: try #require(Prefix("sh")), path: "shop"))
        routes.remove(try #require(Prefix("hq")))
        try routes.write()
        #expect(
            try scratch().read(".beads/routes.jsonl")
                == "# ours\n{\"prefix\":\"a-\",\"path\":\"one\"}\n{\"prefix\":\"a-b-\",\"path\":\"two\",\"x\":1}\n{\"prefix\":\"sh-\",\"path\":\"shop\"}\n"
        )
    }

    @Test func aBrokenRouteNamesItsLine() throws {
        try scratch().write(
            "# x\n{\"prefix\":\"a-\",\"path\":\"one\"}\n{\"prefix\":\"b-\"}\n",
            to: ".beads/routes.jsonl"
        )
        let problem = #expect(throws: Problem.self) { try Routes.read(BeadsFolder(in: scratch().path)) }
        #expect(problem?.summary.hasSuffix("routes.jsonl, line 3: no route with a prefix and a path") == true)
    }

    @Test func redirectsAreFollowedToDepthThree() throws {
        let scratch = try scratch()
        func folder(_ name: String, to target: String?) throws -> BeadsFolder {
            _ = try scratch.folder("\(name)/.beads")
            if let target { try scratch.write("# comment\n\n  \(target) \nignored", to: "\(name)/.beads/redirect") }
            return BeadsFolder(in: scratch.file(name))
        }
        let end = try folder("e", to: nil)
        _ = try folder("d", to: "../e/.beads")
        let three = try folder("c", to: "../d/.beads/")
        let four = try folder("b", to: "../c/.beads")
        let five = try folder("a", to: scratch.file("b/.beads"))
        #expect(try Redirect.resolve(end) == end)
        #expect(try Redirect.resolve(three) == end)
        #expect(try Redirect.resolve(four) == end)
        #expect(throws: Problem.self) { try Redirect.resolve(five) }
        let circle = try folder("x", to: "../y/.beads")
        _ = try folder("y", to: "../x/.beads")
        let problem = #expect(throws: Problem.self) { try Redirect.resolve(circle) }
        #expect(problem?.summary.contains("leads in a circle") == true)
        #expect(throws: Problem.self) { try Redirect.resolve(folder("z", to: "../nowhere/.beads")) }
    }
}
