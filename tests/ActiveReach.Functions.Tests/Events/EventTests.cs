using System.Net;
using System.Text.Json;
using ActiveReach.Functions.Tests.Fixture;

namespace ActiveReach.Functions.Tests.Events;

/// <summary>Events over HTTP.</summary>
public sealed class EventTests : IAsyncLifetime
{
    private const string Events = "api/workspaces/demo/events";
    private const string Contacts = "api/workspaces/demo/contacts";
    private RunningApp app = null!;

    public async Task InitializeAsync() => app = await RunningApp.StartAsync();

    public async Task DisposeAsync() => await app.DisposeAsync();

    [Fact]
    public async Task One_event_or_many_are_taken_and_listed_with_their_person()
    {
        var ann = (await app.Sender.PostJsonAsync(Contacts, """{"externalId":"ann","phone":"+34600123456"}""")).Text("id");

        var one = await app.Sender.PostJsonAsync(Events, """{"id":"e1","type":"cart_abandoned","contact":{"phone":"+34 600 123 456"},"time":"2026-01-05T10:00:00+05:30","location":"Pune Central","data":{"cart":[1,2]}}""");
        Assert.Equal((HttpStatusCode.Accepted, """{"accepted":1,"duplicates":0,"pending":0,"unknownLocations":["Pune Central"]}"""), (one.Status, one.Body));
        var many = await app.Sender.PostJsonAsync(Events, $$$"""[{"id":"e1","type":"x","contact":{"id":"{{{ann}}}"}},{"id":"e2","type":"page.viewed","contact":{"id":"{{{ann}}}"}},{"id":"e3","type":"page.viewed","contact":{"email":"bob@example.com"}}]""");
        Assert.Equal("""{"accepted":2,"duplicates":1,"pending":1}""", many.Body);

        var read = (await app.Viewer.GetJsonAsync($"{Events}?contact={ann}&sort=time")).Json.GetProperty("items");
        Assert.Equal(["e1", "e2"], read.EnumerateArray().Select(each => each.GetProperty("id").GetString()));
        Assert.Equal(
            ("cart_abandoned", "2026-01-05T04:30:00+00:00", "Pune Central", "[1,2]"),
            (read[0].GetProperty("type").GetString(), read[0].GetProperty("time").GetString(), read[0].GetProperty("location").GetString(), read[0].GetProperty("data").GetProperty("cart").GetRawText()));
        var pending = (await app.Viewer.GetJsonAsync(Events + "?type=page.viewed&limit=1")).Json;
        Assert.Equal((2, "e3"), (pending.GetProperty("total").GetInt32(), pending.GetProperty("items")[0].GetProperty("id").GetString()));
        Assert.False(pending.GetProperty("items")[0].TryGetProperty("contact", out _));
        Assert.DoesNotContain("bob@example.com", (await app.Viewer.GetJsonAsync(Events)).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_of_contacts_brings_the_person_that_an_event_waited_for()
    {
        await app.Sender.PostJsonAsync(Events, """{"id":"e1","type":"signed_up","contact":{"email":"bob@example.com"}}""");
        await app.CompleteAsync(await app.Sender.SendAsync(HttpMethod.Post, Contacts + "/import", "external_id,email\nbob,BOB@example.com\n", "text/csv"));

        var bob = (await app.Viewer.GetJsonAsync(Contacts + "?q=bob")).Json.GetProperty("items")[0].GetProperty("id").GetString();
        Assert.Equal("1", (await app.Viewer.GetJsonAsync($"{Events}?contact={bob}")).Text("total"));
    }

    [Fact]
    public async Task Every_problem_of_a_list_is_named_by_its_place_and_nothing_is_kept()
    {
        var answer = await app.Sender.PostJsonAsync(Events, """
            [{"id":"e1","type":"ok","contact":{"phone":"+34600123456"}},
             {"id":"","type":"Not OK","contact":{"phone":"12"},"time":"yesterday","data":[1],"extra":1},
             {"type":"ok","contact":{}},
             {"id":"e4","type":"ok","contact":{"phone":"+34600123456","email":"a@example.com"},"time":"2999-01-01T00:00:00Z"}]
            """);

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Equal(
            ["[1].extra", "[1].id", "[1].type", "[1].contact.phone", "[1].time", "[1].data", "[2].id", "[2].contact", "[3].contact", "[3].time"], answer.ProblemPaths);
        Assert.Equal("0", (await app.Viewer.GetJsonAsync(Events)).Text("total"));
    }

    [Fact]
    public async Task A_thousand_events_are_taken_at_once_and_one_more_is_refused()
    {
        var events = Enumerable.Range(0, 1001).Select(n => new { id = $"e{n}", type = "ok", contact = new { externalId = "ann" } }).ToList();

        Assert.Equal(HttpStatusCode.Accepted, (await app.Sender.PostJsonAsync(Events, events.Take(1000))).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await app.Sender.PostJsonAsync(Events, events)).Status);
        Assert.Equal("1000", (await app.Viewer.GetJsonAsync(Events + "?limit=1")).Text("total"));
    }

    [Fact]
    public async Task An_event_that_was_answered_is_there_after_a_restart()
    {
        await app.Sender.PostJsonAsync(Events, """{"id":"e1","type":"ok","contact":{"email":"bob@example.com"}}""");
        var directory = Directory.CreateTempSubdirectory("activereach-").FullName;
        foreach (var file in Directory.GetFiles(app.Directory, "product.db*").Where(file => !file.EndsWith(".lock", StringComparison.Ordinal)))
            File.Copy(file, Path.Combine(directory, Path.GetFileName(file)));

        await using (var copy = await RunningApp.StartAsync(directory: directory))
            Assert.Equal("""{"accepted":0,"duplicates":1,"pending":0}""", (await copy.Sender.PostJsonAsync(Events, """{"id":"e1","type":"ok","contact":{"email":"bob@example.com"}}""")).Body);
        Directory.Delete(directory, recursive: true);
    }

    [Fact]
    public async Task A_viewer_reads_events_but_sends_none()
    {
        Assert.Equal(HttpStatusCode.Forbidden, (await app.Viewer.PostJsonAsync(Events, JsonSerializer.Serialize(new { }))).Status);
        Assert.Equal(HttpStatusCode.OK, (await app.Viewer.GetJsonAsync(Events)).Status);
    }
}
