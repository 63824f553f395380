using System.Text.Json;
using ActiveReach.Functions.Tests.Fixture;

namespace ActiveReach.Functions.Tests.Outlets;

/// <summary>Every listing and report can be narrowed to an outlet, or says here why it can't.</summary>
public sealed class LocationRouteTests
{
    private static readonly string[] Taking =
    [
        "campaigns", "automations", "calendar", "campaigns/{id}/runs", "campaigns/{id}/analytics", "campaigns/{id}/experiment", "campaigns/{id}/recipients", "campaigns/{id}/responses", "contacts", "orders",
        "segments/{id}/count", "segments/suggested", "audience/preview",
    ];

    private static readonly Dictionary<string, string> Without = new(StringComparer.Ordinal)
    {
        ["members"] = "of the workspace",
        ["keys"] = "of the workspace",
        ["audit"] = "of the workspace",
        ["suppressions"] = "addresses have no outlet",
        ["consent/reviews"] = "addresses have no outlet",
        ["outlets"] = "lists outlets themselves",
        ["shops"] = "of the workspace",
        ["segments"] = "a segment is of the workspace",
        ["segments/{id}/versions"] = "a segment is of the workspace",
        ["events/parked"] = "not placed yet",
        ["engagement/parked"] = "not placed yet",
        ["operations/webhooks"] = "told as they came, of whomever",
        ["contacts/{id}/timeline"] = "of one contact",
        ["contacts/{id}/devices"] = "of one contact",
        ["contacts/{id}/orders"] = "of one contact",
        ["contacts/{id}/thread"] = "of one contact",
        ["campaigns/{id}/approvals"] = "of one campaign",
        ["campaigns/{id}/comments"] = "of one campaign",
        ["events"] = "told as they came, of whomever",
        ["me/notices"] = "of one member",
        ["outlets/{id}/contacts"] = "of one outlet",
        ["media"] = "of the workspace",
        ["templates"] = "a vendor reviews them for the whole brand",
    };

    [Fact]
    public async Task Every_listing_takes_the_location_or_has_a_reason_not_to()
    {
        await using var app = await RunningApp.StartAsync();
        var taken = new List<string>();
        var unexplained = new List<string>();
        foreach (var path in (await app.Admin.GetJsonAsync("/api/openapi.json")).Json.GetProperty("paths").EnumerateObject().Where(path => path.Name.StartsWith("/api/workspaces/{ws}/", StringComparison.Ordinal)))
        {
            var name = path.Name["/api/workspaces/{ws}/".Length..];
            foreach (var operation in path.Value.EnumerateObject().Where(verb => verb.Name is "get" or "post"))
            {
                var query = operation.Value.TryGetProperty("parameters", out var parameters) ? parameters.EnumerateArray().Where(each => each.GetProperty("in").GetString() == "query").Select(each => each.GetProperty("name").GetString()!).ToList() : [];
                if (query.Contains("location"))
                    taken.Add(name);
                else if (operation.Name == "get" && query.Contains("limit") && !Without.ContainsKey(name))
                    unexplained.Add(name);
            }
        }

        Assert.Equal(Taking.Order(StringComparer.Ordinal), taken.Order(StringComparer.Ordinal));
        Assert.Empty(unexplained);
    }

    [Fact]
    public async Task A_segment_and_an_audience_are_counted_at_one_outlet_by_whatever_names_it()
    {
        await using var app = await RunningApp.StartAsync();
        var outlet = (await app.Admin.PostJsonAsync("/api/workspaces/demo/outlets", new { name = "Pune Camp", externalId = "P1" })).Text("id");
        await app.Admin.PostJsonAsync("/api/workspaces/demo/contacts", new { externalId = "a", phone = "+919812345601", outlet = "Pune Camp" });
        await app.Admin.PostJsonAsync("/api/workspaces/demo/contacts", new { externalId = "b", phone = "+919812345602" });
        var segment = (await app.Admin.PostJsonAsync("/api/workspaces/demo/segments", JsonElement.Parse("""{"name":"All of India","where":{"field":"phone","op":"starts_with","value":"+91"}}"""))).Text("id");
        foreach (var (word, people) in new[] { (outlet, 1), ("p1", 1), ("pune camp", 1), ("nowhere", 0) })
        {
            Assert.Equal(people, (await app.Admin.GetJsonAsync($"/api/workspaces/demo/segments/{segment}/count?location={Uri.EscapeDataString(word)}")).Json.GetProperty("total").GetInt32());
            Assert.Equal(people, (await app.Admin.PostJsonAsync($"/api/workspaces/demo/audience/preview?location={Uri.EscapeDataString(word)}", new { })).Json.GetProperty("total").GetInt32());
        }

        Assert.Equal(2, (await app.Admin.GetJsonAsync($"/api/workspaces/demo/segments/{segment}/count")).Json.GetProperty("total").GetInt32());
    }
}
