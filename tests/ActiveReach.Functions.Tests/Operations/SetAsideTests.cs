using System.Net;
using System.Text.Json;
using ActiveReach.Access;
using ActiveReach.Functions.Tests.Fixture;
using ActiveReach.Operations;
using ActiveReach.Queues;
using ActiveReach.Workspaces;
using Microsoft.Extensions.Configuration;

namespace ActiveReach.Functions.Tests.Operations;

/// <summary>Messages that fail for good are kept, shown to whom they belong, put back and dropped.</summary>
public sealed class SetAsideTests : IAsyncLifetime
{
    private const string Queues = "/api/workspaces/demo/operations/queues";

    /// <summary>No batch: neither can it be sent, nor given up.</summary>
    private const string Broken = """{"workspace":"demo","run":5}""";

    private RunningApp app = null!;

    public async Task InitializeAsync() => app = await RunningApp.StartAsync(builder => builder.Configuration.AddInMemoryCollection(
        new[] { "visibilityTimeout", "maxPollingInterval" }.Select(name => KeyValuePair.Create($"AzureFunctionsJobHost:extensions:queues:{name}", (string?)"00:00:00.01"))));

    public async Task DisposeAsync() => await app.DisposeAsync();

    [Fact]
    public async Task Every_queue_shows_and_none_has_anything_at_first()
    {
        var shown = (await app.Admin.GetJsonAsync(Queues)).Json.GetProperty("items").EnumerateArray().ToList();

        Assert.Superset(new HashSet<string> { "assign-outlets", "change-field-type", "deliver", "engagement", "import-contacts" }, shown.Select(Name).ToHashSet());
        Assert.DoesNotContain(shown, queue => Name(queue).EndsWith("-poison", StringComparison.Ordinal));
        Assert.All(shown, queue => Assert.Equal((0, 0), (queue.GetProperty("count").GetInt32(), queue.GetProperty("messages").GetArrayLength())));
    }

    [Fact]
    public async Task A_message_that_fails_for_good_is_shown_with_its_ids_and_its_fault_and_is_there_once_however_often_it_comes_back()
    {
        await app.Get<IMessageQueue>().SendAsync("deliver", Broken);
        var message = await SetAsideAsync("deliver", 1);
        Assert.Equal((5, true, false), (message.GetProperty("message").GetProperty("run").GetInt32(), message.GetProperty("failure").GetString()!.StartsWith("JsonException", StringComparison.Ordinal), message.GetProperty("nobodys").GetBoolean()));

        var replayed = await app.Admin.PostJsonAsync(Queues + "/deliver/replay", new { messages = new[] { message.GetProperty("id").GetString() } });
        Assert.Equal((HttpStatusCode.OK, "1"), (replayed.Status, replayed.Text("messages")));
        Assert.Contains("nobody is sent a message twice", replayed.Text("note"), StringComparison.Ordinal);
        Assert.Equal(message.GetProperty("id").GetString(), (await SetAsideAsync("deliver", 1)).GetProperty("id").GetString());

        await app.Admin.SendAsync(HttpMethod.Post, Queues + "/deliver/replay");
        await app.Get<IMessageQueue>().SendAsync("deliver", Broken);
        await SetAsideAsync("deliver", 2);
        Assert.Equal(1, await CountAsync(app.Admin, Queues, "deliver"));
        Assert.Equal(["queue_message.replayed", "queue_message.replayed"], await ToldAsync("queue_message.replayed"));
    }

    [Fact]
    public async Task What_is_dropped_is_gone_and_the_audit_trail_tells_by_whom_and_why()
    {
        await app.Get<IMessageQueue>().SendAsync("deliver-poison", Broken);
        var id = (await SetAsideAsync("deliver", 1)).GetProperty("id").GetString();

        var reasonless = await app.Admin.PostJsonAsync(Queues + "/deliver/discard", new { reason = " " });
        Assert.Equal((HttpStatusCode.BadRequest, "reason"), (reasonless.Status, Assert.Single(reasonless.ProblemPaths)));
        var dropped = await app.Admin.PostJsonAsync(Queues + "/deliver/discard", new { messages = new[] { id }, reason = "Of a test." });

        Assert.Equal((HttpStatusCode.OK, "1", 0), (dropped.Status, dropped.Text("messages"), await CountAsync(app.Admin, Queues, "deliver")));
        var told = (await app.Admin.GetJsonAsync("/api/workspaces/demo/audit?action=queue_message.discarded")).Json.GetProperty("items")[0];
        Assert.Equal((id, "Of deliver: Of a test."), (told.GetProperty("subject").GetString(), told.GetProperty("details").GetString()));
        Assert.Equal(HttpStatusCode.NotFound, (await app.Admin.PostJsonAsync(Queues + "/deliver/replay", new { messages = new[] { id } })).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await app.Admin.PostJsonAsync(Queues + "/deliver-fax/discard", new { reason = "Of a test." })).Status);
    }

    [Fact]
    public async Task A_workspace_sees_its_own_messages_and_those_that_are_nobodys_and_no_others()
    {
        var (_, key) = await app.Get<CreateWorkspace>().RunAsync("Other", "boss@other.example");
        const string others = "/api/workspaces/other/operations/queues";
        await app.Get<IMessageQueue>().SendManyAsync("deliver-poison", [Broken, "What is that?", """{"workspace":"gone","run":5}"""]);
        await SetAsideAsync("deliver", 1);

        var shown = await Eventually.SeenAsync("those that are nobody's show", () => MessagesAsync(app.As(key), others, "deliver"), messages => messages.Count == 2);
        Assert.All(shown, message => Assert.True(message.GetProperty("nobodys").GetBoolean()));
        Assert.Equal(3, await CountAsync(app.Admin, Queues, "deliver"));

        var own = (await MessagesAsync(app.Admin, Queues, "deliver")).Single(message => !message.GetProperty("nobodys").GetBoolean()).GetProperty("id").GetString();
        Assert.Equal(HttpStatusCode.NotFound, (await app.As(key).PostJsonAsync(others + "/deliver/discard", new { messages = new[] { own }, reason = "Not mine." })).Status);
        Assert.Equal("2", (await app.As(key).PostJsonAsync(others + "/deliver/discard", new { reason = "Nobody's." })).Text("messages"));
        Assert.Equal(own, Assert.Single(await MessagesAsync(app.Admin, Queues, "deliver")).GetProperty("id").GetString());
        Assert.Equal(HttpStatusCode.Forbidden, (await app.Sender.GetJsonAsync(Queues)).Status);
    }

    [Theory]
    [InlineData("demo")]
    [InlineData(null)]
    public async Task What_fails_once_more_before_its_replay_has_taken_it_away_stays_set_aside(string? workspace)
    {
        var (messages, demo) = (app.Get<SetAsideMessages>(), new WorkspaceId("demo"));
        await FailAsync();
        var read = Assert.Single(await messages.ListAsync(demo));
        await FailAsync();

        await RemoveAsync(read);
        var stays = Assert.Single(await messages.ListAsync(demo));
        Assert.Equal((read.Id, 2), (stays.Id, stays.Times));
        await RemoveAsync(stays);
        Assert.Empty(await messages.ListAsync(demo));
        Assert.Equal(["queue_message.replayed", "queue_message.replayed"], await ToldAsync("queue_message.replayed"));

        Task FailAsync() => messages.AddAsync("deliver", Broken, workspace is null ? null : new WorkspaceId(workspace), "JsonException", DateTimeOffset.UtcNow);
        Task RemoveAsync(SetAsideMessage message) => messages.RemoveAsync(message, new AuditEntry(demo, DateTimeOffset.UtcNow, "boss", "queue_message.replayed", message.Id, "Of deliver."));
    }

    private Task<JsonElement> SetAsideAsync(string queue, int times) => Eventually.SeenAsync(
        $"a message of {queue} is set aside {times} time(s)",
        async () => (await MessagesAsync(app.Admin, Queues, queue)).FirstOrDefault(message => !message.GetProperty("nobodys").GetBoolean()),
        message => message.ValueKind is JsonValueKind.Object && message.GetProperty("times").GetInt32() == times);

    private async Task<IReadOnlyList<string>> ToldAsync(string action) =>
        [.. (await app.Admin.GetJsonAsync($"/api/workspaces/demo/audit?action={action}")).Json.GetProperty("items").EnumerateArray().Select(entry => entry.GetProperty("action").GetString()!)];

    private static async Task<int> CountAsync(HttpClient client, string queues, string queue) => (await QueueAsync(client, queues, queue)).GetProperty("count").GetInt32();

    private static async Task<IReadOnlyList<JsonElement>> MessagesAsync(HttpClient client, string queues, string queue) =>
        [.. (await QueueAsync(client, queues, queue)).GetProperty("messages").EnumerateArray()];

    private static async Task<JsonElement> QueueAsync(HttpClient client, string queues, string queue) =>
        (await client.GetJsonAsync(queues)).Json.GetProperty("items").EnumerateArray().Single(each => Name(each) == queue);

    private static string Name(JsonElement queue) => queue.GetProperty("queue").GetString()!;
}
