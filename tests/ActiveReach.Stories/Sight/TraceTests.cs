using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using ActiveReach.Stories.Client;
using Microsoft.Extensions.DependencyInjection;
using SqliteGroupCommit;

namespace ActiveReach.Stories.Sight;

/// <summary>The way of a batch can be followed from the request that launched it to the receipts of its messages.</summary>
[Collection(nameof(Spans))]
public sealed partial class TraceTests
{
    [Fact]
    public async Task A_receipt_leads_to_its_batch_and_the_batch_to_the_launch()
    {
        using var spans = new Spans();
        await using var story = await StoryHost.StartAsync(settings: [("Sandbox:DeliveredRate", "1")]);
        await story.Api.ImportAsync(Campaigning.ContactsCsv(150));
        var (campaign, launch) = await LaunchTracedAsync(story);
        story.LetTimePass();
        await story.Api.UntilStatusAsync(campaign, "complete");
        await story.AtRestAsync();

        Assert.Contains(spans.All, span => span.TraceId == launch && span.Kind is ActivityKind.Server);
        Assert.Contains(spans.Named("step SendStage"), step => Spans.LeadsInto(step, launch));
        var batches = spans.Batches(campaign);
        Assert.Equal(8, batches.Count);
        Assert.All(batches, batch => Assert.True(Spans.LeadsInto(batch, launch)));
        Assert.Equal(8, batches.Select(batch => batch.TraceId).Distinct().Count());
        Assert.All(batches, batch => Assert.Contains(spans.Named("call provider"), call => call.ParentSpanId == batch.SpanId && call.TraceId == batch.TraceId));
        var receipts = spans.Named("record reports");
        Assert.All(batches, batch => Assert.Contains(receipts, receipt => Spans.Leads(receipt, batch)));
        Assert.Contains(receipts, receipt => spans.All.Any(request => request.Kind is ActivityKind.Server && request.TraceId == receipt.TraceId));
    }

    [Fact]
    public async Task The_way_is_not_lost_when_the_process_dies_in_the_middle()
    {
        using var spans = new Spans();
        // The carrier takes its time, so that the batch is in the middle of its call when the process dies.
        var dying = await StoryHost.StartAsync(settings: [("Sandbox:LatencyMs", "60000")]);
        await dying.Api.ImportAsync(Campaigning.ContactsCsv(20));
        var (campaign, launch) = await LaunchTracedAsync(dying);
        dying.LetTimePass();
        await Eventually.SeenAsync("the ledger has a trace", () => KeptTraceOf(dying), trace => trace is not null);
        Assert.True(ActivityContext.TryParse(KeptTraceOf(dying), null, out var first));
        await dying.CrashAsync();

        await using var story = await StoryHost.StartAsync(dying.Directory, settings: [("Sandbox:DeliveredRate", "1")]);
        story.LetTimePass();
        await story.Api.UntilStatusAsync(campaign, "complete");
        await story.AtRestAsync();

        var batch = Assert.Single(spans.Batches(campaign), span => Spans.Is(span, "activereach.outcome", "done") && span.TraceId == first.TraceId);
        Assert.Equal(first.SpanId, batch.ParentSpanId);
        Assert.True(Spans.LeadsInto(batch, launch));
        Assert.Contains(spans.Named("record reports"), receipt => receipt.Links.Any(link => link.Context.SpanId == first.SpanId));
    }

    [Fact]
    public async Task No_span_of_the_product_names_a_person()
    {
        using var spans = new Spans();
        await using var story = await StoryHost.StartAsync(settings: [("Sandbox:ReplyRate", "0.5"), ("Sandbox:StopRate", "0.2")]);
        await story.Api.ImportAsync(Campaigning.ContactsCsv(50));
        var campaign = await story.Api.LaunchAsync(Some.Campaign());
        story.LetTimePass();
        await story.Api.UntilStatusAsync(campaign, "complete");
        await story.AtRestAsync();

        var ours = spans.All.Where(span => span.Source.Name == ActiveReach.Sight.Trail.Name).ToList();
        Assert.NotEmpty(ours);
        Assert.All(ours, span => Assert.All(span.TagObjects, tag => Assert.DoesNotMatch(Person(), Convert.ToString(tag.Value, CultureInfo.InvariantCulture)!)));
    }

    [Fact]
    public async Task Nothing_is_kept_while_nobody_records()
    {
        await using var story = await StoryHost.StartAsync();
        await story.Api.ImportAsync(Campaigning.ContactsCsv(20));
        var campaign = await story.Api.LaunchAsync(Some.Campaign());
        story.LetTimePass();
        await story.Api.UntilStatusAsync(campaign, "complete");

        Assert.Null(KeptTraceOf(story));
    }

    /// <summary>Launches with a trace of the caller's own, as a gateway in front of the app does.</summary>
    private static async Task<(string Campaign, ActivityTraceId Launch)> LaunchTracedAsync(StoryHost story)
    {
        var definition = Some.Campaign();
        definition["replyWindow"] = "PT1H";
        var id = await story.Api.DraftAsync(definition);
        var trace = ActivityTraceId.CreateRandom();
        using var request = new HttpRequestMessage(HttpMethod.Post, $"api/workspaces/demo/campaigns/{id}/launch");
        request.Headers.Add("traceparent", $"00-{trace}-{ActivitySpanId.CreateRandom()}-01");
        using var answer = await story.Api.RawAsync(request);
        answer.EnsureSuccessStatusCode();
        return (id, trace);
    }

    private static string? KeptTraceOf(StoryHost story) => story.Services.GetRequiredService<Database>().Read(session =>
    {
        var row = session.Prepare("SELECT max(trace) FROM ledger_batches");
        return row.Step() ? row.GetNullableString(0) : null;
    });

    [GeneratedRegex(@"\+\d{8,}|@|Asha")]
    private static partial Regex Person();
}
