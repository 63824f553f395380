using System.Text.Json.Nodes;
using ActiveReach.Functions.Http;
using ActiveReach.Functions.Tests.Fixture;
using ActiveReach.Functions.Tests.Security;

namespace ActiveReach.Functions.Tests.OpenApi;

/// <summary>What programs read of the interface before they use it. <c>./test</c> also gives it to a linter and to a generator of clients.</summary>
public sealed class DescriptionTests
{
    private static readonly JsonObject Document = Schemas.Document;

    private static IEnumerable<(string Name, string Verb, JsonObject Operation)> Operations =>
        from path in Document["paths"]!.AsObject()
        from operation in path.Value!.AsObject()
        select ($"{operation.Key} {path.Key}", operation.Key, operation.Value!.AsObject());

    [Fact]
    public void Every_operation_says_what_success_looks_like()
    {
        var without = Operations
            .Where(one => one.Verb is not ("head" or "options"))
            .Where(one => one.Operation["responses"]!.AsObject().Where(response => response.Key.StartsWith('2'))
                .Any(response => response.Key is not "204" && response.Value!["content"] is not JsonObject { Count: > 0 }))
            .Select(one => one.Name);

        Assert.Empty(without);
    }

    [Fact]
    public void Every_write_has_a_body_and_every_operation_its_errors_a_tag_a_sentence_and_a_name_of_its_own()
    {
        var tags = Document["tags"]!.AsArray().Select(tag => (string)tag!["name"]!).ToList();

        Assert.All(Operations.Where(one => one.Verb is "post" or "put" or "patch"), one => Assert.True(one.Operation["requestBody"]?["content"] is JsonObject { Count: > 0 }, one.Name));
        Assert.All(Operations, one => Assert.True(one.Operation["responses"]!["400"] is not null && one.Operation["responses"]!["default"] is not null, one.Name));
        Assert.All(Operations, one => Assert.Contains((string)one.Operation["tags"]![0]!, tags));
        Assert.All(Operations, one => Assert.EndsWith(".", (string)one.Operation["summary"]!, StringComparison.Ordinal));
        Assert.Empty(Operations.GroupBy(one => (string)one.Operation["operationId"]!).Where(group => group.Count() > 1).Select(group => group.Key));
        Assert.All(Document["tags"]!.AsArray(), tag => Assert.NotEmpty((string)tag!["description"]!));
        Assert.Equal("http://localhost:7071", (string)Document["servers"]![0]!["url"]!);
    }

    [Fact]
    public void Every_reference_leads_somewhere()
    {
        var known = Document["components"]!["schemas"]!.AsObject().Select(schema => "#/components/schemas/" + schema.Key).ToHashSet(StringComparer.Ordinal);

        var dead = System.Text.RegularExpressions.Regex.Matches(Document.ToJsonString(), "\"\\$ref\":\"([^\"]+)\"").Select(match => match.Groups[1].Value).Where(reference => !known.Contains(reference));

        Assert.Empty(dead);
        Assert.Contains("#/components/schemas/CampaignAnalytics", known);
    }

    [Fact]
    public void What_contacts_may_be_told_is_what_is_described()
    {
        var described = Document["components"]!["schemas"]!["ContactInput"]!["properties"]!.AsObject().Select(member => member.Key);

        Assert.Equal(ActiveReach.Audiences.Contacts.ContactFields.ByJsonName.Keys.Concat(["custom", "consent"]).Order(), described.Order());
    }

    [Fact]
    public void Every_query_parameter_and_header_is_told()
    {
        var analytics = Document["paths"]!["/api/workspaces/{ws}/campaigns/{id}/analytics"]!["get"]!["parameters"]!.AsArray().Select(one => ((string)one!["in"]!, (string)one["name"]!));
        var edit = Document["paths"]!["/api/workspaces/{ws}/campaigns/{id}"]!["patch"]!["parameters"]!.AsArray().Select(one => (string)one!["name"]!);
        var create = Document["paths"]!["/api/workspaces/{ws}/campaigns"]!["post"]!["parameters"]!.AsArray().Select(one => (string)one!["name"]!);

        Assert.Contains(("query", "by"), analytics);
        Assert.Contains("If-Match", edit);
        Assert.Contains("Idempotency-Key", create);
        Assert.All(EveryRoute.Table.All, route => Assert.All(route.Parameters, name => Assert.Contains(name, route.PlainPath, StringComparison.Ordinal)));
    }
}
