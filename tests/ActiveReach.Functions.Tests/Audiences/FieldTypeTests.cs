using System.Net;
using System.Text.Json;
using ActiveReach.Audiences.FieldTypes;
using ActiveReach.Functions.Tests.Fixture;
using ActiveReach.Problems;
using ActiveReach.Queues;
using ActiveReach.Values;
using ActiveReach.Workspaces;

namespace ActiveReach.Functions.Tests.Audiences;

/// <summary>Custom fields that get another type, over HTTP.</summary>
public sealed class FieldTypeTests : IAsyncLifetime
{
    private const string Demo = "api/workspaces/demo";
    private const string Settings = Demo + "/settings";
    private const string Contacts = Demo + "/contacts";
    private RunningApp app = null!;

    public async Task InitializeAsync() => app = await RunningApp.StartAsync();

    public async Task DisposeAsync() => await app.DisposeAsync();

    [Theory]
    [InlineData("text", "\"12.5\"", "\" -3 \"", "number", "12.5", "-3", "eq", "12.5")]
    [InlineData("text", "\"2026-01-31\"", "\"1999-12-01\"", "date", "\"2026-01-31\"", "\"1999-12-01\"", "gt", "\"2020-01-01\"")]
    [InlineData("text", "\"Yes\"", "\"0\"", "boolean", "true", "false", "eq", "true")]
    [InlineData("text", "\"TRUE\"", "\"no\"", "boolean", "true", "false", "eq", "true")]
    [InlineData("text", "\"Tea; Rice\"", "\"rice\"", "list", "[\"Tea\",\"Rice\"]", "[\"rice\"]", "has", "\"tea\"")]
    [InlineData("number", "12.5", "1000000", "text", "\"12.5\"", "\"1000000\"", "eq", "\"12.5\"")]
    [InlineData("number", "1", "0", "boolean", "true", "false", "eq", "true")]
    [InlineData("date", "\"2026-01-31\"", "\"1999-12-01\"", "text", "\"2026-01-31\"", "\"1999-12-01\"", "starts_with", "\"2026\"")]
    [InlineData("boolean", "true", "false", "text", "\"true\"", "\"false\"", "eq", "\"TRUE\"")]
    [InlineData("list", "[\"a\",\"b\"]", "[\"c\"]", "text", "\"a;b\"", "\"c\"", "eq", "\"a;b\"")]
    [InlineData("list", "[\"5\"]", "[\"7\"]", "number", "5", "7", "lt", "6")]
    public async Task Values_get_the_new_type_and_are_found_by_it(string from, string first, string second, string to, string firstAfter, string secondAfter, string op, string value)
    {
        await TypeAsync("x", from);
        var (one, other) = (await ContactAsync("c1", first), await ContactAsync("c2", second));
        await ContactAsync("c3", "null");
        Assert.Equal("2", await CountAsync("exists", "true"));

        var asked = await TypeAsync("x", to);
        Assert.Equal((from, to, "2"), (Change(asked, "from"), Change(asked, "to"), Change(asked, "of")));
        await FlippedAsync("x", to);
        Assert.Equal((firstAfter, secondAfter), (await ValueAsync(one), await ValueAsync(other)));
        Assert.Equal(("2", "1"), (await CountAsync("exists", "true"), await CountAsync(op, value)));
        Assert.Contains($"\"custom.x\":{firstAfter}", (await app.Sender.GetJsonAsync(Contacts + "/export?format=ndjson")).Body.Replace("\"custom\":{\"x\"", "\"custom.x\"", StringComparison.Ordinal), StringComparison.Ordinal);
        await ContactAsync("c3", firstAfter);
        Assert.Equal("2", await CountAsync(op, value));
    }

    [Fact]
    public async Task A_change_that_always_stops_fails_with_its_reason_and_the_field_keeps_its_type()
    {
        await TypeAsync("x", "text");
        await ContactAsync("c1", "\"12\"");
        await app.Get<IFieldTypeStore>().TryAddAsync(new FieldTypeChange
        {
            Workspace = new WorkspaceId("demo"),
            Field = "x",
            From = FieldType.Text,
            To = FieldType.Number,
            Of = 1,
            AskedAt = app.Get<TimeProvider>().GetUtcNow(),
        });
        await app.Get<IMessageQueue>().SendAsync("change-field-type-poison", "{\"workspace\":\"demo\",\"field\":\"x\"}");

        var settings = await Eventually.SeenAsync("the change failed", () => app.Viewer.GetJsonAsync(Settings), seen => Change(seen, "state") is "failed");
        Assert.StartsWith("The change stopped several times at the same place.", Change(settings, "error"), StringComparison.Ordinal);
        Assert.Equal("text", settings.Text("customFields.x"));
    }

    [Theory]
    [InlineData("number", "\"4\"", "\"four\"", "\"5 or 6\"", "\"-\"", "\"1,5\"")]
    [InlineData("number", "\"4\"", "\"4915112345678901\"", "\"1e999\"", "\"NaN\"", "\"0x1F\"")]
    [InlineData("date", "\"2026-01-31\"", "\"2026-02-30\"", "\"soon\"", "\"20260131x\"", "\"-\"")]
    [InlineData("boolean", "\"yes\"", "\"maybe\"", "\"2\"", "\"y es\"", "\"-\"")]
    public async Task A_type_that_not_every_value_fits_is_refused_with_three_that_do_not(string to, string good, params string[] bad)
    {
        await TypeAsync("x", "text");
        await ContactAsync("good", good);
        var contacts = new List<string>();
        foreach (var value in bad)
            contacts.Add((await ContactAsync($"c{contacts.Count}", value))[(Contacts.Length + 1)..]);

        var refused = await app.Admin.PatchJsonAsync(Settings, new { timeZone = "Asia/Kolkata", customFields = new { x = to } });
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "customFields.x"), (refused.Status, Assert.Single(refused.ProblemPaths)));
        var message = refused.Json.GetProperty("errors")[0].GetProperty("message").GetString()!;
        Assert.StartsWith("4 of 5 values of 'x' ", message, StringComparison.Ordinal);
        for (var index = 0; index < 4; index++)
        {
            Assert.Equal(index < 3, message.Contains($"'{bad[index].Trim('"')}' of the contact {contacts[index]} ", StringComparison.Ordinal));
        }

        var settings = await app.Viewer.GetJsonAsync(Settings);
        Assert.Equal(("text", 0), (settings.Text("customFields.x"), settings.Json.GetProperty("customFieldChanges").GetArrayLength()));
        Assert.NotEqual("Asia/Kolkata", settings.Text("timeZone"));
    }

    [Fact]
    public async Task Segments_and_campaigns_that_ask_for_the_old_type_keep_it_and_are_named()
    {
        await TypeAsync("x", "text");
        await ContactAsync("c1", "\"5\"");
        await app.Sender.PostJsonAsync(Demo + "/segments", """{"id":"seg_five","name":"Five","where":{"any":[{"field":"custom.x","op":"contains","value":"5"}]}}""");
        await app.Sender.PostJsonAsync(Demo + "/segments", """{"id":"seg_any","name":"Any","where":{"field":"custom.x","op":"exists","value":true}}""");
        var campaign = (await app.Sender.PostJsonAsync(Demo + "/campaigns", """{"name":"Fives","audience":{"where":{"field":"custom.x","op":"eq","value":"5"}}}""")).Text("id");

        var refused = await app.Admin.PatchJsonAsync(Settings, """{"customFields":{"x":"number"}}""");
        Assert.Equal((HttpStatusCode.Conflict, "seg_five", campaign), (refused.Status, Only(refused, "segments"), Only(refused, "campaigns")));
        Assert.Equal("text", (await app.Viewer.GetJsonAsync(Settings)).Text("customFields.x"));

        // Saved while the type was changing already.
        await app.Get<IFieldTypeStore>().TryAddAsync(new FieldTypeChange { Workspace = new WorkspaceId("demo"), Field = "x", From = FieldType.Text, To = FieldType.Number, Of = 1, AskedAt = DateTimeOffset.UtcNow });
        var busy = await app.Admin.PatchJsonAsync(Settings, """{"customFields":{"x":"boolean"}}""");
        Assert.Equal((HttpStatusCode.Conflict, "x"), (busy.Status, Change(busy, "field")));
        Assert.Equal(HttpStatusCode.Conflict, (await app.Admin.PatchJsonAsync(Settings, """{"customFields":{"x":null}}""")).Status);
        await app.Get<ChangeFieldTypes>().RunAsync(new WorkspaceId("demo"), "x");
        var kept = await app.Viewer.GetJsonAsync(Settings);
        Assert.Equal(("text", "failed"), (kept.Text("customFields.x"), Change(kept, "state")));
        Assert.Contains("'seg_five'", Change(kept, "error"), StringComparison.Ordinal);

        await app.Sender.SendAsync(HttpMethod.Delete, Demo + "/segments/seg_five");
        Assert.Equal((HttpStatusCode.Conflict, campaign), ((refused = await app.Admin.PatchJsonAsync(Settings, """{"customFields":{"x":"number"}}""")).Status, Only(refused, "campaigns")));
        await app.Sender.SendAsync(HttpMethod.Delete, $"{Demo}/campaigns/{campaign}");
        await TypeAsync("x", "number");
        await FlippedAsync("x", "number");
        Assert.Equal("1", (await app.Viewer.GetJsonAsync(Demo + "/segments/seg_any/count")).Text("total"));
    }

    [Fact]
    public async Task A_field_without_values_changes_at_once_and_the_same_type_is_nothing()
    {
        await TypeAsync("x", "text");
        await ContactAsync("c1", "\"5\"");
        await ContactAsync("c1", "null");
        Assert.Equal("date", (await TypeAsync("x", "date")).Text("customFields.x"));
        var same = await TypeAsync("x", "date");
        Assert.Equal(("date", "complete"), (same.Text("customFields.x"), Change(same, "state")));
        Assert.Equal(HttpStatusCode.OK, (await app.Admin.PatchJsonAsync(Settings, (await app.Viewer.GetJsonAsync(Settings)).Body)).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await app.Admin.PatchJsonAsync(Settings, """{"customFields":{"x":"position"}}""")).Status);
    }

    [Fact]
    public async Task A_message_that_is_delivered_again_or_lost_changes_nothing_twice()
    {
        await TypeAsync("x", "text");
        var contact = await ContactAsync("c1", "\"5\"");
        await TypeAsync("x", "number");
        var queue = app.Get<IMessageQueue>();
        for (var times = 0; times < 5; times++)
            await queue.SendAsync(ChangeFieldTypes.Queue, JsonSerializer.Serialize(new FieldTypeMessage("demo", "x"), Wire.Json));
        await FlippedAsync("x", "number");
        await CompleteAsync();
        Assert.Equal(("5", "1"), (await ValueAsync(contact), await CountAsync("eq", "5")));
        Assert.Equal("\"2\"", (await app.Viewer.GetJsonAsync(contact)).Headers["ETag"]);

        // Nobody's message: the timer finds it.
        var types = app.Get<IFieldTypeStore>();
        await types.TryAddAsync(new FieldTypeChange { Workspace = new WorkspaceId("demo"), Field = "x", From = FieldType.Number, To = FieldType.List, Of = 1, AskedAt = DateTimeOffset.UtcNow.AddMinutes(-3) });
        await app.Get<ChangeFieldTypes>().ResumeStalledAsync(TimeSpan.FromMinutes(2));
        await FlippedAsync("x", "list");
        Assert.Equal("[\"5\"]", await ValueAsync(contact));
    }

    private static string Change(Answer settings, string member) => settings.Json.GetProperty("customFieldChanges")[0].GetProperty(member).ToString();

    private static string? Only(Answer refused, string member) => Assert.Single(refused.Json.GetProperty(member).EnumerateArray()).GetProperty("id").GetString();

    private async Task<Answer> TypeAsync(string field, string type)
    {
        var changed = await app.Admin.PatchJsonAsync(Settings, new { customFields = new Dictionary<string, string> { [field] = type } });
        Assert.True(changed.Status == HttpStatusCode.OK, changed.Body);
        return changed;
    }

    /// <returns>The path of the contact.</returns>
    private async Task<string> ContactAsync(string externalId, string value)
    {
        var saved = await app.Sender.PostJsonAsync(Contacts, $$$"""{"externalId":"{{{externalId}}}","custom":{"x":{{{value}}}}}""");
        Assert.True(saved.Status is HttpStatusCode.OK or HttpStatusCode.Created, saved.Body);
        return $"{Contacts}/{saved.Text("id")}";
    }

    private async Task<string> ValueAsync(string contact) => (await app.Viewer.GetJsonAsync(contact)).Json.GetProperty("custom").GetProperty("x").GetRawText();

    private async Task<string> CountAsync(string op, string value)
    {
        var counted = await app.Viewer.PostJsonAsync(Demo + "/audience/preview", $$"""{"where":{"field":"custom.x","op":"{{op}}","value":{{value}}},"channels":["sms"]}""");
        Assert.True(counted.Status == HttpStatusCode.OK, counted.Body);
        return counted.Text("total");
    }

    private async Task FlippedAsync(string field, string type) =>
        await Eventually.SeenAsync($"'{field}' is of type {type}", () => app.Viewer.GetJsonAsync(Settings), settings => settings.Text($"customFields.{field}") == type);

    private async Task CompleteAsync() =>
        await Eventually.SeenAsync("the change is complete", () => app.Viewer.GetJsonAsync(Settings), settings => Change(settings, "state") == "complete");
}
