using System.Net;
using ActiveReach.Functions.Tests.Fixture;
using ActiveReach.Outlets;
using ActiveReach.Outlets.Assignment;
using ActiveReach.Workspaces;

namespace ActiveReach.Functions.Tests.Outlets;

/// <summary>How contacts come to outlets, over HTTP.</summary>
public sealed class AssignmentTests : IAsyncLifetime
{
    private const string Outlets = OutletSteps.Outlets;
    private const string Contacts = OutletSteps.Contacts;
    private RunningApp app = null!;

    /// <summary>What the timer does is left to the tests.</summary>
    public async Task InitializeAsync() => app = await RunningApp.StartWithoutAsync("ResumeOutletAssignments");

    public async Task DisposeAsync() => await app.DisposeAsync();

    [Fact]
    public async Task A_contact_belongs_to_the_outlet_named_else_to_that_of_the_last_order_else_to_the_nearest()
    {
        var goa = await app.OutletAsync(new { name = "Goa", lat = 15.4, lon = 73.8 });
        var pune = await app.OutletAsync(new { name = "Pune", externalId = "P1", lat = 18.5, lon = 73.8 });
        var ann = await app.ContactAsync(new { externalId = "ann", lat = 15.41, lon = 73.81 });
        var bob = await app.ContactAsync(new { externalId = "bob", lat = 15.41, lon = 73.81, outlet = "p1" });
        var far = await app.ContactAsync(new { externalId = "far", lat = 28.6, lon = 77.2 });
        Assert.Equal((goa, "nearest"), await app.OutletOfAsync(ann));
        Assert.Equal((pune, "explicit"), await app.OutletOfAsync(bob));
        Assert.Equal((null, null), await app.OutletOfAsync(far));

        await OrderAsync("ann", "1", "pune", "2026-03-01T10:00:00Z");
        await OrderAsync("ann", "2", "Goa", "2026-02-01T10:00:00Z");
        await OrderAsync("ann", "3", "a stall at the fair", "2026-03-05T10:00:00Z");
        await OrderAsync("bob", "4", "Goa", "2026-03-01T10:00:00Z");
        Assert.Equal((pune, "last_order"), await app.OutletOfAsync(ann));
        Assert.Equal((pune, "explicit"), await app.OutletOfAsync(bob));

        // A file that is exported and imported again names nobody's outlet who had none named.
        var file = (await app.Sender.GetJsonAsync("/api/workspaces/demo/contacts/export?format=ndjson")).Body;
        Assert.Equal($"\"outlet\":\"{pune}\"", Assert.Single(System.Text.RegularExpressions.Regex.Matches(file, "\"outlet\":\"[^\"]*\"")).Value);

        // An order of somebody unknown waits for them.
        await OrderAsync("cid", "5", "Pune", "2026-03-01T10:00:00Z");
        Assert.Equal((pune, "last_order"), await app.OutletOfAsync(await app.ContactAsync(new { externalId = "cid" })));

        var counts = await app.AssignedAsync();
        Assert.Equal(("1", "2", "0", "1"), (counts.Text("contacts.explicit"), counts.Text("contacts.lastOrder"), counts.Text("contacts.nearest"), counts.Text("contacts.none")));
    }

    [Fact]
    public async Task An_assignment_that_always_stops_fails_with_its_reason_and_can_be_asked_for_again()
    {
        await app.OutletAsync(new { name = "Goa", lat = 15.4, lon = 73.8 });
        await AtRestAsync();
        await app.Get<OutletRegister>().AskAsync(new WorkspaceId("demo"), OutletAssignment.Default, app.Get<TimeProvider>().GetUtcNow());
        await app.Get<ActiveReach.Queues.IMessageQueue>().SendAsync("assign-outlets-poison", "{\"workspace\":\"demo\"}");

        var failed = await Eventually.SeenAsync("the assignment failed", () => app.Viewer.GetJsonAsync(Outlets + "/assignment"), assignment => assignment.Text("state") is "failed");
        Assert.StartsWith("The assignment stopped several times at the same place.", failed.Text("error"), StringComparison.Ordinal);
        await app.Admin.SendAsync(HttpMethod.Post, Outlets + "/assign");
        Assert.False((await app.AssignedAsync()).Json.TryGetProperty("error", out _));
    }

    [Fact]
    public async Task New_outlets_and_settings_move_people_and_adopt_those_who_name_them()
    {
        var near = await app.ContactAsync(new { externalId = "near", lat = 10, lon = 20 });
        var named = await app.ContactAsync(new { externalId = "named", outlet = "Market Square" });
        Assert.Equal((null, null), await app.OutletOfAsync(near));
        var before = await app.Viewer.GetJsonAsync(near);

        var market = await app.OutletAsync(new { name = "market square", lat = 10.1, lon = 20 });
        await app.AssignedAsync();
        Assert.Equal((market, "nearest"), await app.OutletOfAsync(near));
        Assert.Equal((market, "explicit"), await app.OutletOfAsync(named));
        Assert.NotEqual(before.Headers["ETag"], (await app.Viewer.GetJsonAsync(near)).Headers["ETag"]);

        await SetAsync("""{"outletAssignment":{"nearestWithinKm":5}}""");
        Assert.Equal((null, null), await app.OutletOfAsync(near));
        await app.Admin.PatchJsonAsync($"{Outlets}/{market}", """{"lat":10.01}""");
        await app.AssignedAsync();
        Assert.Equal((market, "nearest"), await app.OutletOfAsync(near));
        await SetAsync("""{"outletAssignment":{"order":["explicit"]}}""");
        Assert.Equal((null, null), await app.OutletOfAsync(near));
        Assert.Equal((market, "explicit"), await app.OutletOfAsync(named));

        var asked = await app.Admin.SendAsync(HttpMethod.Post, Outlets + "/assign");
        Assert.Equal((HttpStatusCode.Accepted, Outlets + "/assignment"), (asked.Status, asked.Headers["Location"]));
        Assert.Equal(("2", "0"), ((await app.AssignedAsync()).Text("seen"), (await app.AssignedAsync()).Text("changed")));
    }

    [Fact]
    public async Task A_person_decides_for_a_contact_and_leaves_it_to_the_system_again()
    {
        var goa = await app.OutletAsync(new { name = "Goa", lat = 15.4, lon = 73.8 });
        var pune = await app.OutletAsync(new { name = "Pune" });
        var ann = await app.ContactAsync(new { externalId = "ann", lat = 15.4, lon = 73.8 });
        var read = await app.Viewer.GetJsonAsync(ann);

        var put = await app.Sender.SendAsync(HttpMethod.Put, ann + "/outlet", new { outlet = "PUNE" }, headers: ("If-Match", read.Headers["ETag"]));
        Assert.Equal((HttpStatusCode.OK, pune, "explicit"), (put.Status, put.Text("outlet"), put.Text("outletBy")));
        Assert.Equal(HttpStatusCode.PreconditionFailed, (await app.Sender.SendAsync(HttpMethod.Put, ann + "/outlet", new { outlet = "Goa" }, headers: ("If-Match", read.Headers["ETag"]))).Status);
        Assert.Equal(["outlet"], (await app.Sender.SendAsync(HttpMethod.Put, ann + "/outlet", new { outlet = "Nowhere" })).ProblemPaths);

        Assert.Equal(HttpStatusCode.OK, (await app.Sender.SendAsync(HttpMethod.Put, ann + "/outlet", """{"outlet":null}""")).Status);
        Assert.Equal((goa, "nearest"), await app.OutletOfAsync(ann));
    }

    [Fact]
    public async Task The_people_of_an_outlet_are_counted_and_listed()
    {
        var goa = await app.OutletAsync(new { name = "Goa", externalId = "G1" });
        for (var n = 1; n <= 3; n++)
            await app.ContactAsync(new { externalId = $"c{n}", outlet = n < 3 ? "goa" : "Elsewhere" });

        var first = await app.Viewer.GetJsonAsync($"{Outlets}/{goa}/contacts?limit=1");
        Assert.Equal(("2", "c1"), (first.Text("total"), ExternalIds(first)));
        Assert.Equal("c2", ExternalIds(await app.Viewer.GetJsonAsync($"{Outlets}/{goa}/contacts?limit=1&cursor={first.Text("nextCursor")}")));
        Assert.Equal("c2 c1", ExternalIds(await app.Viewer.GetJsonAsync($"{Contacts}?location=g1&sort=-createdAt")));
        Assert.Equal("c3", ExternalIds(await app.Viewer.GetJsonAsync($"{Contacts}?location=ELSEWHERE")));
    }

    [Theory]
    [InlineData("eq", "\"GOA\"", "2")]
    [InlineData("in", "[\"g1\",\"Elsewhere\"]", "3")]
    [InlineData("neq", "\"Goa\"", "1")]
    public async Task An_expression_may_say_an_outlet_by_its_name(string op, string value, string total)
    {
        await app.OutletAsync(new { name = "Goa", externalId = "G1", lat = 15.4, lon = 73.8 });
        await app.ContactAsync(new { externalId = "named", outlet = "goa" });
        await app.ContactAsync(new { externalId = "near", lat = 15.4, lon = 73.8 });
        await app.ContactAsync(new { externalId = "other", outlet = "elsewhere" });
        await app.ContactAsync(new { externalId = "nowhere" });
        var preview = await app.Viewer.PostJsonAsync("/api/workspaces/demo/audience/preview", $$$"""{"where":{"field":"outlet","op":"{{{op}}}","value":{{{value}}}}}""");
        Assert.Equal(total, preview.Text("total"));
    }

    [Fact]
    public async Task A_message_says_the_name_of_the_outlet_and_not_its_id()
    {
        await app.OutletAsync(new { name = "Goa Beach", externalId = "G1" });
        var ann = await app.ContactAsync(new { phone = "+34600123456", outlet = "g1" });
        var campaign = await app.Viewer.PostJsonAsync(
            "/api/workspaces/demo/campaigns",
            new { name = "Sale", channels = new[] { new { channel = "sms" } }, variants = new[] { new { id = "A", content = new { sms = new { text = "See you at {{outlet}}" } } } } });
        var preview = await app.Viewer.GetJsonAsync($"/api/workspaces/demo/campaigns/{campaign.Text("id")}/preview?contact={ann.Split('/')[^1]}");
        Assert.StartsWith("See you at Goa Beach", preview.Text("text"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_puts_people_to_outlets_too()
    {
        var goa = await app.OutletAsync(new { name = "Goa", lat = 15.4, lon = 73.8 });
        var import = await app.Sender.SendAsync(HttpMethod.Post, Contacts + "/import", "external_id,lat,lon,outlet\nnear,15.4,73.81,\nnamed,1,1,GOA\nfar,1,1,\nother,15.4,73.8,Elsewhere\n", "text/csv");
        await app.CompleteAsync(import);

        var people = (await app.Viewer.GetJsonAsync(Contacts)).Json.GetProperty("items").EnumerateArray()
            .Select(item => $"{item.GetProperty("externalId")}: {(item.TryGetProperty("outlet", out var outlet) ? outlet.GetString() : null)}");
        Assert.Equal([$"near: {goa}", $"named: {goa}", "far: ", "other: Elsewhere"], people);
    }

    [Fact]
    public async Task An_assignment_whose_message_was_lost_is_taken_up_by_the_timer()
    {
        var near = await app.ContactAsync(new { externalId = "near", lat = 10, lon = 20 });
        var outlet = await app.OutletAsync(new { name = "Near", lat = 10, lon = 20 });
        await AtRestAsync();
        await app.OutletOfAsync(near);

        // Asked for in the store alone, as before a crash.
        await app.Get<OutletRegister>().AskAsync(new WorkspaceId("demo"), OutletAssignment.Default, TimeProvider.System.GetUtcNow().AddMinutes(-3));
        Assert.Equal("queued", (await app.Viewer.GetJsonAsync(Outlets + "/assignment")).Text("state"));
        await app.Get<AssignOutlets>().ResumeStalledAsync(TimeSpan.FromMinutes(2));
        Assert.Equal("1", (await app.AssignedAsync()).Text("seen"));
        Assert.Equal((outlet, "nearest"), await app.OutletOfAsync(near));
    }

    private async Task OrderAsync(string contact, string order, string location, string at)
    {
        var posted = await app.Sender.PostJsonAsync(
            "/api/workspaces/demo/events",
            new { id = "e" + order, type = "order_placed", contact = new { externalId = contact }, time = at, location, data = new { orderId = order, total = 10, currency = "INR" } });
        Assert.True((int)posted.Status is 200 or 201 or 202, posted.Body);
    }

    private async Task SetAsync(string patch)
    {
        var changed = await app.Admin.PatchJsonAsync("/api/workspaces/demo/settings", patch);
        Assert.True(changed.Status is HttpStatusCode.OK, changed.Body);
        await app.AssignedAsync();
    }

    /// <summary>Everybody is assigned, and whoever did that looks for no more.</summary>
    private async Task AtRestAsync()
    {
        await app.AssignedAsync();
        await app.AtRestAsync();
    }

    private static string ExternalIds(Answer page) => string.Join(' ', page.Json.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("externalId").GetString()));
}
