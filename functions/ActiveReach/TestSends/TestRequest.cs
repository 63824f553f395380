using ActiveReach.Channels;

namespace ActiveReach.TestSends;

/// <summary>What a test send is to be.</summary>
/// <param name="To">E-mail addresses, phones or ids of members of the workspace, at most 10; missing: whoever asks.</param>
/// <param name="As">Id of the contact as whom it is rendered; missing: the first of the campaign's audience.</param>
/// <param name="Variants">Ids of variants; missing: all.</param>
/// <param name="Channels">Names of channels; missing: all of the campaign; those that a receiver can't get are named in the answer.</param>
public sealed record TestRequest(
    IReadOnlyList<string>? To = null, string? As = null, IReadOnlyList<string>? Variants = null, IReadOnlyList<string>? Channels = null);

/// <summary>What came of a test send.</summary>
/// <param name="Items">One entry a message.</param>
/// <param name="LeftOut">What was asked for, or stands in the campaign, and is no message: nothing is left out silently.</param>
public sealed record TestReport(IReadOnlyList<TestReportItem> Items, IReadOnlyList<TestLeftOut> LeftOut);

/// <param name="Id">Stands at the start of the message's idempotency key.</param>
/// <param name="Reason">Why it was not accepted, e.g. <c>suppressed</c>.</param>
public sealed record TestReportItem(string Id, string To, Channel Channel, string Variant, TestOutcome Outcome, string? Reason);

/// <param name="To">E-mail address of the member who doesn't get it.</param>
/// <param name="Variant">Null where it is about the whole channel.</param>
/// <param name="Reason"><c>no_address</c>, <c>no_content</c> or <c>channel_not_available</c>.</param>
/// <param name="Message">What would have to change, in a sentence.</param>
public sealed record TestLeftOut(string To, Channel Channel, string? Variant, string Reason, string Message);
