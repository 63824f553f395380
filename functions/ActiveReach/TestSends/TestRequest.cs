using ActiveReach.Channels;

namespace ActiveReach.TestSends;

/// <summary>What a test send is to be.</summary>
/// <param name="To">E-mail addresses, phones or ids of members of the workspace, at most 10; missing: whoever asks.</param>
/// <param name="As">Id of the contact as whom it is rendered; missing: the first of the campaign's audience.</param>
/// <param name="Variants">Ids of variants; missing: all.</param>
/// <param name="Channels">Names of channels; missing: all that the campaign has content for and the receiver an address on.</param>
public sealed record TestRequest(
    IReadOnlyList<string>? To = null, string? As = null, IReadOnlyList<string>? Variants = null, IReadOnlyList<string>? Channels = null);

/// <summary>What came of a test send, one entry a message.</summary>
public sealed record TestReport(IReadOnlyList<TestReportItem> Items);

/// <param name="Id">Stands at the start of the message's idempotency key.</param>
/// <param name="Reason">Why it was not accepted, e.g. <c>suppressed</c>.</param>
public sealed record TestReportItem(string Id, string To, Channel Channel, string Variant, TestOutcome Outcome, string? Reason);
