using System.Text.Json;
using ActiveReach.Delivery.Claims;
using ActiveReach.Delivery.Sending;
using ActiveReach.Functions.Tests.Engagement;
using ActiveReach.Functions.Tests.Fixture;
using ActiveReach.Links;
using ActiveReach.Runs;

namespace ActiveReach.Functions.Tests.Analytics;

/// <summary>A campaign that was handed over to people each of whom is a case of its own.</summary>
internal static class AwkwardPeople
{
    public const int Clicker = 0;
    public const int ReadByMachine = 1;
    public const int Stopper = 2;
    public const int AsksToStop = 3;
    public const int Failing = 4;
    public const int Bouncing = 5;
    public const int Doubtful = 6;
    public const int Skipped = 7;
    public const int AnswersTwice = 8;
    public const int AnswersLate = 9;
    public const int Silent = 10;
    public const int WithoutReceipt = 11;
    public const int Unsubscriber = 12;
    public const int BouncedAfterDelivery = 13;
    public const int AnswersThenStops = 14;
    public const int All = 15;

    /// <summary>After everything that happened while the campaign was sending; its reply window is not open yet.</summary>
    public static async Task<SentCampaign> StartAsync()
    {
        var sent = await SentCampaign.StartAsync(All);
        await sent.HandOverAsync(
            person => person switch { Doubtful => RowResult.Uncertain, Skipped => RowResult.Skipped, _ => RowResult.Handed },
            person => person % 2 == 0 ? "A" : "B");
        await sent.OpenAsync(Clicker);
        await sent.ClickAsync(Clicker);
        await sent.OpenAsync(ReadByMachine, ("User-Agent", "Mozilla/5.0"));
        await sent.ClickAsync(ReadByMachine, ("User-Agent", "Mozilla/5.0 Barracuda Sentinel (EE)"));
        await sent.App.Nobody.SendAsync(HttpMethod.Post, sent.PathTo(LinkPurpose.Unsubscribe, Unsubscriber), "List-Unsubscribe=One-Click", "application/x-www-form-urlencoded");
        int[] delivered = [Clicker, ReadByMachine, Stopper, AsksToStop, AnswersTwice, AnswersLate, Silent, Unsubscriber, BouncedAfterDelivery, AnswersThenStops];
        await sent.PostEventsAsync([.. delivered.Select(person => sent.Receipt(person))]);
        await sent.PostEventsAsync(
            sent.Receipt(Failing, "Failed"), sent.Bounce(Bouncing), sent.Bounce(BouncedAfterDelivery), sent.Text(Stopper, "STOP"), sent.Text(AsksToStop, "please stop texting me"),
            sent.Text(AnswersTwice, "Love it", 10), sent.Text(AnswersTwice, "Really", 20), sent.Text(AnswersThenStops, "Nice", 10), sent.Text(AnswersThenStops, "STOP", 20));
        await sent.SettledAsync();
        return sent;
    }

    public static Task<Answer> OpenAsync(this SentCampaign sent, int person, params (string Name, string Value)[] headers) =>
        sent.App.Nobody.GetJsonAsync(sent.PathOfOpen(person), headers);

    public static Task<Answer> ClickAsync(this SentCampaign sent, int person, params (string Name, string Value)[] headers) =>
        sent.App.Nobody.GetJsonAsync(sent.PathOfClick(person), headers);

    public static string PathOfOpen(this SentCampaign sent, int person) => sent.PathTo(LinkPurpose.Open, person);

    public static string PathOfClick(this SentCampaign sent, int person) => sent.PathTo(LinkPurpose.Click, person);

    /// <summary>Everything that came in is counted; time stands still again.</summary>
    public static async Task SettledAsync(this SentCampaign sent)
    {
        sent.LetTimePass();
        await sent.SettleAsync();
        sent.HoldTime();
    }

    /// <summary>What the orchestration of the run does at this moment.</summary>
    public static Task<Look> LookAsync(this SentCampaign sent) => sent.App.Get<CheckReplyWindow>().LookAsync(sent.Run.Id);

    public static async Task<int> CountAsync(this SentCampaign sent, object where) =>
        (await sent.App.Viewer.PostJsonAsync("/api/workspaces/demo/audience/preview", new { where })).Json.GetProperty("total").GetInt32();

    public static async Task<JsonElement> RecipientsAsync(this SentCampaign sent, string action) =>
        (await sent.App.Viewer.GetJsonAsync($"{sent.CampaignPath}/recipients?action={action}&limit=200")).Json;

    /// <summary>Lines of the exported segment.</summary>
    public static async Task<int> ExportedAsync(this SentCampaign sent, object where)
    {
        var segment = await sent.App.Sender.PostJsonAsync("/api/workspaces/demo/segments", new { name = $"Segment {Guid.NewGuid()}", where });
        var export = await sent.App.Sender.GetJsonAsync($"/api/workspaces/demo/contacts/export?segment={segment.Text("id")}");
        return export.Body.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Length - 1;
    }
}
