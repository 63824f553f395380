using System.Globalization;
using ActiveReach.Campaigns;
using ActiveReach.Consent;
using ActiveReach.Delivery;
using ActiveReach.Delivery.Figures;

namespace ActiveReach.Runs;

/// <summary>Notices that a run reached nobody by its messages' own fault: they could be rendered for none of those who may be reached.</summary>
public sealed class RenderedNobody(RunFigures ledger, ILedgerRows rows)
{
    private static readonly string[] Faults = [SkipReason.RenderFailed, SkipReason.BadLink];

    /// <summary>Why, and what to do; null when anybody was sent to, or nobody could be for other reasons.</summary>
    public async Task<(string Reason, string Remedy)?> FindAsync(Run run, CancellationToken cancellation = default)
    {
        if (await ledger.CountAsync([run.Id], FigureGrouping.None, cancellation) is not [var figures, ..] || figures.Sent + figures.Delivered + figures.Bounced + figures.Failed + figures.Pending > 0)
            return null;
        var unrendered = figures.Skipped.Where(skipped => Faults.Contains(skipped.Key)).Sum(skipped => skipped.Value);
        if (unrendered == 0)
            return null;
        var skipped = await rows.ListAsync([run.Id], RecipientAction.Skipped, limit: 100, cursor: null, cancellation: cancellation);
        var row = skipped.Items.FirstOrDefault(each => Faults.Contains(each.Reason));
        var remedy = Remedy(row);
        var whom = unrendered == figures.Recipients ? "any of its recipients" : "anybody who may be reached";
        return (
            string.Create(CultureInfo.InvariantCulture, $"Nobody was sent to: the message could not be made for {whom} ({unrendered} of {figures.Recipients} were skipped for it). {What(row)} {remedy}"),
            remedy);
    }

    private static string What(LedgerRow? row) => row switch
    {
        { Reason: SkipReason.BadLink } => $"The link of {row.Rule} is no web address for them.",
        { Rule: { } part, Variant: { } variant } => $"The {part} of variant {variant} comes out empty for them.",
        _ => "It comes out empty for them.",
    };

    private static string Remedy(LedgerRow? row) => row switch
    {
        { Reason: SkipReason.BadLink } => $"Fill {row.Rule} with whole addresses (https://…), or give the link another to fall back on, then duplicate the campaign and send it.",
        _ => "Duplicate the campaign, write a fallback for its fields, e.g. {{default first_name 'there'}}, look at the preview and send it.",
    };
}
