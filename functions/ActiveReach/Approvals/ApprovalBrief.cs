using ActiveReach.Campaigns;
using ActiveReach.Campaigns.Drafts;
using ActiveReach.Channels;
using ActiveReach.Problems;

namespace ActiveReach.Approvals;

/// <summary>What an approver decides on, as it stands at the moment of asking: who gets what, when, from whom, and what it costs.</summary>
public sealed record ApprovalBrief
{
    public required string? Name { get; init; }

    public required BriefAudience Audience { get; init; }

    public required DeliveryMode Delivery { get; init; }

    /// <summary>In order of priority.</summary>
    public required IReadOnlyList<BriefChannel> Channels { get; init; }

    /// <summary>False when messages may go at any hour, by the campaign or by the workspace.</summary>
    public required bool QuietHours { get; init; }

    public string? Topic { get; init; }

    public BriefTest? Experiment { get; init; }

    public required BriefSchedule Schedule { get; init; }

    public ConversionGoal? Conversion { get; init; }

    public required TimeSpan ReplyWindow { get; init; }

    /// <summary>As whom messages can be looked at: the first contacts of the audience.</summary>
    public required IReadOnlyList<BriefPerson> People { get; init; }

    /// <summary>The message as a contact of the audience gets it: one for each variant and channel.</summary>
    public required IReadOnlyList<BriefSample> Samples { get; init; }

    public required IReadOnlyList<InputProblem> Warnings { get; init; }

    /// <summary>What was changed since it was last approved; missing where it never was.</summary>
    public IReadOnlyList<PartChange>? Changes { get; init; }
}

/// <param name="Total">Contacts that match now.</param>
/// <param name="Excluded">Those that no channel reaches, by reason.</param>
/// <param name="NextAction">Where nobody can be reached: why, and what to do.</param>
public sealed record BriefAudience(long Total, IReadOnlyDictionary<string, long> Excluded, string? NextAction);

/// <param name="Senders">Who the messages come from.</param>
/// <param name="Reachable">Contacts that match now and can be reached on it.</param>
/// <param name="Messages">Messages at most: those who are reached less the holdout.</param>
/// <param name="SegmentsEach">For texts: segments of the longest sample.</param>
/// <param name="Segments">For texts: what the carrier bills, at most, as far as the samples tell.</param>
public sealed record BriefChannel(Channel Channel, IReadOnlyList<string> Senders, long Reachable, long Messages, int? SegmentsEach, long? Segments);

/// <param name="Sample">Share of the audience that the variants are compared on.</param>
/// <param name="Holdout">Share that is never sent to.</param>
/// <param name="Method">How variants are compared, if there are several.</param>
/// <param name="TestContacts">About how many get the test.</param>
/// <param name="HeldOutContacts">About how many get nothing.</param>
public sealed record BriefTest(
    double Sample, ExperimentMethod Method, ExperimentMetric Metric, TimeSpan Duration, OnInconclusive OnInconclusive, double Holdout, long TestContacts, long HeldOutContacts);

/// <param name="At">As it was written, in <paramref name="Timezone"/>.</param>
/// <param name="StartsAt">Missing when it starts as soon as it is approved.</param>
/// <param name="DecideBy">Without a decision by then it is not sent.</param>
public sealed record BriefSchedule(ScheduleKind Kind, string? At, string? Timezone, DateTimeOffset? StartsAt, DateTimeOffset? DecideBy);

/// <param name="Name">To recognise them by; no address.</param>
public sealed record BriefPerson(string Contact, string? Name);

/// <param name="Contact">Id of the contact as whom it is rendered.</param>
/// <param name="ContactName">To recognise them by; no address.</param>
/// <param name="Segments">For a text.</param>
/// <param name="Refusal">Why this contact would not be sent it; missing when they would.</param>
public sealed record BriefSample(
    string Variant, Channel Channel, string? Contact, string? ContactName, string? From, string? Subject, string? Title, string? Text, string? Html, string? Link, int? Segments, string? Refusal)
{
    /// <summary>What inboxes show of a mail beside its subject.</summary>
    public string? InboxLine { get; init; }

    public IReadOnlyList<Suggestion> Suggestions { get; init; } = [];

    /// <summary>Those of its template.</summary>
    public IReadOnlyList<MessageButton> Buttons { get; init; } = [];

    /// <summary>The cards that are shown in place of the text.</summary>
    public Carousel? Carousel { get; init; }

    /// <summary>The uploads that it carries; a mail shows them in its HTML already.</summary>
    public IReadOnlyList<MessageMedia> Media { get; init; } = [];

    /// <summary>Of in-app messages: until when and where it is shown.</summary>
    public InboxPlace? Place { get; init; }

    /// <summary>Files that go with a mail.</summary>
    public IReadOnlyList<BriefAttachment> Attachments { get; init; } = [];
}

/// <param name="Url">Where it can be looked at.</param>
public sealed record BriefAttachment(string Name, string? Url);
