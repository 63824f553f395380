using ActiveReach.Access;
using System.Net;
using ActiveReach.Channels;
using ActiveReach.Functions.Tests.Fixture;
using ActiveReach.Workspaces;

namespace ActiveReach.Functions.Tests.Outlets;

/// <summary>Outlets over HTTP.</summary>
public sealed class OutletTests : IAsyncLifetime
{
    private const string Outlets = OutletSteps.Outlets;
    private RunningApp app = null!;

    public async Task InitializeAsync() => app = await RunningApp.StartAsync();

    public async Task DisposeAsync() => await app.DisposeAsync();

    [Fact]
    public async Task An_outlet_is_opened_read_changed_and_closed()
    {
        var made = await app.Admin.PostJsonAsync(Outlets, """
            {"name":" Pune Camp ","externalId":"P1","timeZone":"Asia/Kolkata","lat":18.51,"lon":73.87,"country":"in","region":"in-mh","address":"1 MG Road",
             "phone":"+91 20 1234 5678","senders":{"sms":"+912012345678"},"values":{"parking":"behind the shop"},"tags":["flagship"]}
            """);
        Assert.Equal(HttpStatusCode.Created, made.Status);
        var path = made.Headers["Location"];

        var read = await app.Viewer.GetJsonAsync(path);
        Assert.Equal(("Pune Camp", "IN", "IN-MH", "+912012345678", "behind the shop"), (read.Text("name"), read.Text("country"), read.Text("region"), read.Text("phone"), read.Text("values.parking")));

        var changed = await app.Admin.PatchJsonAsync(path, """{"address":"2 MG Road","timeZone":null,"values":{"parking":null}}""", ("If-Match", read.Headers["ETag"]));
        Assert.Equal((HttpStatusCode.OK, "2 MG Road", "UTC", "{}"), (changed.Status, changed.Text("address"), changed.Text("timeZone"), changed.Text("values")));
        var stale = await app.Admin.PatchJsonAsync(path, """{"address":"3 MG Road"}""", ("If-Match", read.Headers["ETag"]));
        Assert.Equal((HttpStatusCode.PreconditionFailed, "2 MG Road"), (stale.Status, stale.Text("current.address")));

        Assert.Equal(HttpStatusCode.Forbidden, (await app.Sender.SendAsync(HttpMethod.Delete, path)).Status);
        Assert.Equal(HttpStatusCode.NoContent, (await app.Admin.SendAsync(HttpMethod.Delete, path)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await app.Viewer.GetJsonAsync(path)).Status);
        var audit = await app.Admin.GetJsonAsync($"/api/workspaces/demo/audit?subject={path.Split('/')[^1]}");
        Assert.Equal(["outlet.removed", "outlet.changed", "outlet.created"], audit.Json.GetProperty("items").EnumerateArray().Select(entry => entry.GetProperty("action").GetString()));
    }

    [Fact]
    public async Task A_member_that_no_outlet_has_is_refused_by_name()
    {
        var made = await app.Admin.PostJsonAsync(Outlets, new { name = "Pune", timeZone = "Asia/Kolkata", senders = new { sms = "PUNESHOP" }, values = new { parking = "behind" } });
        Assert.Equal(HttpStatusCode.OK, (await app.Admin.PatchJsonAsync(made.Headers["Location"], """{"timeZone":null,"senders":{"sms":null},"values":{"parking":null}}""")).Status);
        Assert.Equal(["vlaues"], (await app.Admin.PatchJsonAsync(made.Headers["Location"], """{"vlaues":null}""")).ProblemPaths);
    }

    [Fact]
    public async Task Names_and_external_ids_are_unique_whatever_the_case_and_free_again_afterwards()
    {
        var first = await app.OutletAsync(new { name = "Çamlıca", externalId = "C1" });
        Assert.Equal(["name"], (await app.Admin.PostJsonAsync(Outlets, new { name = "ÇAMLıca" })).ProblemPaths);
        Assert.Equal(["externalId"], (await app.Admin.PostJsonAsync(Outlets, new { name = "Other", externalId = "c1" })).ProblemPaths);
        var second = await app.OutletAsync(new { name = "Other" });
        Assert.Equal(["name"], (await app.Admin.PatchJsonAsync($"{Outlets}/{second}", new { name = "çamlıca" })).ProblemPaths);

        await app.Admin.SendAsync(HttpMethod.Delete, $"{Outlets}/{first}");
        await app.OutletAsync(new { name = "ÇAMLICA", externalId = "c1" });
    }

    [Fact]
    public async Task Lists_have_pages_a_search_and_a_total()
    {
        foreach (var name in new[] { "Goa", "Pune West", "Pune East" })
            await app.OutletAsync(new { name, tags = new[] { "city" } });

        var first = await app.Viewer.GetJsonAsync(Outlets + "?q=PUNE&limit=1");
        Assert.Equal(("Pune East", "2"), (first.Json.GetProperty("items")[0].GetProperty("name").GetString(), first.Text("total")));
        var second = await app.Viewer.GetJsonAsync($"{Outlets}?q=PUNE&limit=1&cursor={first.Text("nextCursor")}");
        Assert.Equal("Pune West", second.Json.GetProperty("items")[0].GetProperty("name").GetString());
        var newest = await app.Viewer.GetJsonAsync(Outlets + "?sort=-createdAt&q=city");
        Assert.Equal("3", newest.Text("total"));
    }

    [Fact]
    public async Task A_sender_belongs_to_one_workspace_and_a_text_to_it_finds_that_workspace()
    {
        await app.OutletAsync(new { name = "Pune", senders = new { sms = "+912012345678" } });
        await app.OutletAsync(new { name = "Pune Annex", senders = new { sms = "+912012345678" } });
        Assert.Equal([new WorkspaceId("demo")], await app.Get<SenderDirectory>().FindAsync(Channel.Sms, "+912012345678"));

        var (_, key) = await app.Get<CreateWorkspace>().RunAsync("Rival", "boss@rival.example");
        var refused = await app.As(key).PostJsonAsync("/api/workspaces/rival/outlets", new { name = "Copy", senders = new { sms = "+912012345678" } });
        Assert.Equal(["senders.sms"], refused.ProblemPaths);
        Assert.Equal(["senders.sms"], (await app.As(key).PostJsonAsync("/api/workspaces/rival/outlets", new { name = "Copy", senders = new { sms = "+18005550100" } })).ProblemPaths);
        Assert.Equal(["senders.sms"], (await app.As(key).PatchJsonAsync("/api/workspaces/rival/settings", new { senders = new { sms = "+912012345678" } })).ProblemPaths);
    }

    [Fact]
    public async Task An_outlet_in_use_is_closed_only_when_its_people_may_go_elsewhere()
    {
        var goa = await app.OutletAsync(new { name = "Goa", lat = 15.4, lon = 73.8 });
        var panjim = await app.OutletAsync(new { name = "Panjim", lat = 15.5, lon = 73.8 });
        var near = await app.ContactAsync(new { externalId = "near", lat = 15.41, lon = 73.8 });
        var loyal = await app.ContactAsync(new { externalId = "loyal", outlet = "Goa" });
        Assert.Equal((goa, "nearest"), await app.OutletOfAsync(near));

        var refused = await app.Admin.SendAsync(HttpMethod.Delete, $"{Outlets}/{goa}");
        Assert.Equal((HttpStatusCode.Conflict, "1", "1", "0"), (refused.Status, refused.Text("contacts.nearest"), refused.Text("contacts.explicit"), refused.Text("campaigns")));

        Assert.Equal(HttpStatusCode.NoContent, (await app.Admin.SendAsync(HttpMethod.Delete, $"{Outlets}/{goa}?reassign=true")).Status);
        await app.AssignedAsync();
        Assert.Equal((panjim, "nearest"), await app.OutletOfAsync(near));
        Assert.Equal(("Goa", "explicit"), await app.OutletOfAsync(loyal));

        var again = await app.OutletAsync(new { name = "GOA" });
        await app.AssignedAsync();
        Assert.Equal((again, "explicit"), await app.OutletOfAsync(loyal));
    }
}
