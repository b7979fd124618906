import TestKit
import Testing

extension RealTowns {
    @Suite(.scratch) struct VersionTests {
        @Test(arguments: ["bd", "gt"]) func bothProgramsNameThemselvesAndTheirEngine(_ program: String) throws {
            try Workshop.with { shop in
                let said = try shop.must(program, "--version", in: "")
                #expect(said.contains("\(program) version ") && said.contains("(engine DoltLite v0."), "\(said)")
                #expect(try shop.must(program, "version", in: "") == said)
            }
        }
    }
}
