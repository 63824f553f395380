using System.Globalization;
using System.Text;
using ActiveReach.Approvals;
using ActiveReach.Campaigns;
using ActiveReach.Campaigns.Drafts;
using ActiveReach.Channels;
using ActiveReach.Functions.Http;

namespace ActiveReach.Functions.Approvals;

/// <summary>Who gets it, when, from whom and what it costs, on the approver's page.</summary>
internal static class ApprovalFacts
{
    /// <summary>Of a part that was changed: the message itself is shown whole.</summary>
    private const int LongestShown = 400;

    public static void Write(StringBuilder body, Campaign campaign, ApprovalBrief brief, DateTimeOffset decideBy)
    {
        Tiles(body, brief);
        Notes(body, brief);
        if (brief.Changes is { } changes)
            Changes(body, changes);
        body.Append("<section><h2>What you decide on</h2><dl>");
        Fact(body, "Channels", string.Join(brief.Delivery is DeliveryMode.All ? " and " : ", then ", brief.Channels.Select(channel => Text($"{channel.Channel.Label()} ({channel.Reachable:N0} reachable)"))));
        Fact(body, "From", string.Join("; ", brief.Channels.Select(channel => $"{channel.Channel.Label()}: {(channel.Senders.Count == 0 ? "no sender is set" : string.Join(", ", channel.Senders))}")));
        Fact(body, "Sending starts", brief.Schedule.StartsAt is { } start ? Moment(start, brief.Schedule) : "as soon as it is approved");
        Fact(body, "Quiet hours", brief.QuietHours ? "kept: whoever is in them gets it at their next allowed hour" : "off: messages go at any hour of the night");
        if (brief.Topic is { } topic)
            Fact(body, "Topic", topic);
        if (brief.Experiment is { } test)
            Test(body, test, campaign.Definition.Variants);
        if (brief.Channels.FirstOrDefault(channel => channel.Segments is not null) is { } texts)
            Fact(body, "Cost", Text($"at most {texts.Segments:N0} SMS segments: {texts.Messages:N0} texts of {texts.SegmentsEach} {(texts.SegmentsEach == 1 ? "segment" : "segments")}, as the samples below"));
        if (brief.Conversion is { } goal)
            Fact(body, "Success", $"{goal.Event} within {Span(goal.Window)}");
        Fact(body, "Replies", $"count for {Span(brief.ReplyWindow)} after the last message");
        if (campaign.ApprovalsNeeded > 1)
            Fact(body, "Approvals", Text($"{campaign.ApprovalsNeeded} of {campaign.Asked().Count} who are asked must say yes{(campaign.Approvals.Count == 0 ? "" : $"; {string.Join(", ", campaign.Approvals.Select(yes => yes.Member))} did")}; one no rejects it"));
        Fact(body, "Decide by", Moment(decideBy, null) + "; after that it is not sent");
        body.Append("</dl></section>");
    }

    private static void Tiles(StringBuilder body, ApprovalBrief brief)
    {
        body.Append("<div class=\"tiles\">");
        Tile(body, brief.Audience.Total, brief.Audience.Total == 1 ? "contact matches now" : "contacts match now");
        foreach (var channel in brief.Channels)
            Tile(body, channel.Reachable, $"reachable by {channel.Channel.Label()}");
        if (brief.Experiment is { HeldOutContacts: > 0 } test)
            Tile(body, test.HeldOutContacts, "held out, about");
        if (brief.Channels.FirstOrDefault(channel => channel.Segments is not null) is { Segments: { } segments })
            Tile(body, segments, "SMS segments at most");
        body.Append("</div>");
    }

    private static void Notes(StringBuilder body, ApprovalBrief brief)
    {
        if (brief.Audience.NextAction is { } nobody)
            body.Append(CultureInfo.InvariantCulture, $"<p class=\"note stop\"><strong>Nobody can be reached.</strong> {HtmlPage.Encode(nobody)}</p>");
        if (!brief.QuietHours)
            body.Append("<p class=\"note stop\"><strong>Quiet hours are off.</strong> Messages may arrive at any hour of the night.</p>");
        if (brief.Warnings.Count == 0)
            return;
        body.Append("<div class=\"note\"><strong>Please look at this</strong><ul>");
        foreach (var warning in brief.Warnings)
            body.Append(CultureInfo.InvariantCulture, $"<li>{HtmlPage.Encode(warning.Message)}</li>");
        body.Append("</ul></div>");
    }

    /// <summary>An approver who knows the last version reads this first.</summary>
    private static void Changes(StringBuilder body, IReadOnlyList<PartChange> changes)
    {
        body.Append("<section><h2>Changed since it was last approved</h2><dl>");
        foreach (var change in changes)
            body.Append(CultureInfo.InvariantCulture, $"<dt>{HtmlPage.Encode(change.Path)}</dt><dd><del>{Shown(change.Before)}</del> <ins>{Shown(change.After)}</ins></dd>");
        body.Append("</dl></section>");
    }

    private static string Shown(string? value) => HtmlPage.Encode(value is null ? "nothing" : value.Length <= LongestShown ? value : value[..LongestShown] + "…");

    private static void Test(StringBuilder body, BriefTest test, IReadOnlyList<Variant> variants)
    {
        if (variants.Count > 1 && test.Method is ExperimentMethod.Thompson)
        {
            Fact(body, "Variants", Text($"shared out at each run by which of the {variants.Count} had the most {Metric(test.Metric)} in the runs before"));
        }
        else if (variants.Count > 1)
        {
            Fact(body, "Test first", Text($"{test.Sample:P0} (about {test.TestContacts:N0}) get one of {variants.Count} variants; after {Span(test.Duration)} the one with the most {Metric(test.Metric)} goes to everybody else; ")
                + test.OnInconclusive switch
                {
                    OnInconclusive.SendControl => $"where that is not clear, {variants[0].Id} does",
                    OnInconclusive.Hold => "where that is not clear, a person decides",
                    _ => "where that is not clear, the best so far does",
                });
        }

        if (test.Holdout > 0)
            Fact(body, "Held out", Text($"{test.Holdout:P0} (about {test.HeldOutContacts:N0}) get nothing, to measure the effect against"));
    }

    private static string Metric(ExperimentMetric metric) => metric switch
    {
        ExperimentMetric.Open => "opens",
        ExperimentMetric.Click => "clicks",
        ExperimentMetric.Reply => "replies",
        ExperimentMetric.Conversion => "conversions",
        _ => "revenue",
    };

    private static string Moment(DateTimeOffset at, BriefSchedule? schedule)
    {
        var utc = at.UtcDateTime.ToString("ddd d MMM yyyy, HH:mm 'UTC'", CultureInfo.InvariantCulture);
        return schedule is { At: { } local, Timezone: { } zone } ? $"{local.Replace('T', ' ')} in {zone} ({utc})" : utc;
    }

    private static string Span(TimeSpan span) => span switch
    {
        { TotalDays: >= 1 } when span.Ticks % TimeSpan.TicksPerDay == 0 => Count(span.TotalDays, "day"),
        { TotalHours: >= 1 } when span.Ticks % TimeSpan.TicksPerHour == 0 => Count(span.TotalHours, "hour"),
        { TotalMinutes: >= 1 } => Count(Math.Round(span.TotalMinutes), "minute"),
        _ => Count(Math.Round(span.TotalSeconds), "second"),
    };

    private static string Count(double count, string unit) => Text($"{count:0} {unit}{(count == 1 ? "" : "s")}");

    private static void Tile(StringBuilder body, long number, string label) =>
        body.Append(CultureInfo.InvariantCulture, $"<div class=\"tile\"><b>{number:N0}</b><span>{label}</span></div>");

    private static void Fact(StringBuilder body, string name, string value) =>
        body.Append(CultureInfo.InvariantCulture, $"<dt>{name}</dt><dd>{HtmlPage.Encode(value)}</dd>");

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
