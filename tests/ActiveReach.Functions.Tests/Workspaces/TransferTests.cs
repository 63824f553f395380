using System.Net;
using ActiveReach.Functions.Tests.Fixture;
using ActiveReach.Functions.Workspaces;
using ActiveReach.Functions.Workspaces.Transfer;

namespace ActiveReach.Functions.Tests.Workspaces;

/// <summary>The commands that carry a workspace from one installation to another, and what the other one shows then.</summary>
public sealed class TransferTests
{
    private const string Shop = "/api/workspaces/corner-shop";

    [Fact]
    public async Task A_workspace_that_is_imported_elsewhere_opens_with_its_keys_and_shows_the_same()
    {
        await using var here = await RunningApp.StartAsync();
        await using var there = await RunningApp.StartAsync();
        using var said = new StringWriter();
        await WorkspaceCommand.RunAsync(here.Host.Services, ["workspace", "create", "Corner Shop", "--admin", "boss@shop.example"], said, said);
        var key = said.ToString().Split(' ', '\n').Single(word => word.StartsWith("ar_", StringComparison.Ordinal));
        var admin = here.As(key);
        await TakenAsync(admin.PatchJsonAsync($"{Shop}/settings", new { senders = new { sms = "+18005550199" }, customFields = new { points = "number" } }));
        await TakenAsync(admin.PostJsonAsync($"{Shop}/contacts", new { externalId = "c1", firstName = "Asha", phone = "+34600000001", custom = new { points = 7 }, consent = new { sms = "opted_in" } }));
        var campaign = (await TakenAsync(admin.PostJsonAsync($"{Shop}/campaigns", new { name = "Spring", type = "one_time", channels = new[] { new { channel = "sms" } } }))).Text("id");
        await TakenAsync(admin.PostJsonAsync($"{Shop}/campaigns/{campaign}/comments", new { text = "Looks good" }));
        var file = Path.Combine(here.Directory, "shop.ndjson");
        using var told = new StringWriter();

        Assert.Equal(0, await TransferCommand.RunAsync(here.Host.Services, ["workspace", "export", "corner-shop", file], told));
        Assert.Equal(0, await TransferCommand.RunAsync(there.Host.Services, ["workspace", "import", file], told));
        Assert.Equal(0, await TransferCommand.RunAsync(there.Host.Services, ["workspace", "import", file], told));

        var lines = told.ToString().Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries);
        var counted = lines[0][(lines[0].LastIndexOf(": ", StringComparison.Ordinal) + 2)..];
        Assert.Equal([$"Exported 'corner-shop' to {file}: {counted}", $"Imported {file}: {counted}", $"New of these: {counted}", $"Imported {file}: {counted}"], lines[..4]);
        Assert.Equal("New of these: 0 documents, 0 suppressions, 0 contacts, 0 changes of consents, 0 events.", lines[4]);
        foreach (var path in new[] { "/settings", $"/campaigns/{campaign}", $"/campaigns/{campaign}/comments", "/campaigns", "/members", "/keys", "/audit" })
            Assert.Equal((await TakenAsync(admin.GetJsonAsync(Shop + path))).Body, (await TakenAsync(there.As(key).GetJsonAsync(Shop + path))).Body);
        var contact = (await TakenAsync(there.As(key).GetJsonAsync($"{Shop}/contacts"))).Json.GetProperty("items")[0];
        Assert.Equal(("c1", "Asha", 7), (contact.GetProperty("externalId").GetString(), contact.GetProperty("firstName").GetString(), contact.GetProperty("custom").GetProperty("points").GetInt32()));
    }

    private static async Task<Answer> TakenAsync(Task<Answer> asked)
    {
        var answer = await asked;
        return (int)answer.Status is >= 200 and < 300 ? answer : throw new InvalidOperationException($"{HttpStatusCode.OK} was expected: {answer}");
    }
}
