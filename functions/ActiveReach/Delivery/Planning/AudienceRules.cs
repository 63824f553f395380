using ActiveReach.Audiences;
using ActiveReach.Campaigns;
using ActiveReach.Campaigns.LocalTimes;
using ActiveReach.Channels;
using ActiveReach.Consent;
using ActiveReach.Ids;

namespace ActiveReach.Delivery.Planning;

/// <summary>What becomes of one contact of the audience: who is reachable comes first, then the holdout, then the slice
/// and the variant, so that all three are drawn from the same people.</summary>
internal sealed class AudienceRules
{
    private readonly ExperimentSplit split;
    private readonly Channel[] channels;
    private readonly string[] variants;
    private readonly Dictionary<string, DateTimeOffset> sendAt;
    private readonly bool everyChannel;
    private readonly double holdout;
    private readonly double sample;
    private readonly bool isTested;
    private readonly IReadOnlyList<double>? shares;

    private readonly ReachTerms terms;
    private readonly LocalSlots? slots;
    private readonly IReadOnlyDictionary<string, string> overrides;

    /// <param name="overrides">By outlet the campaign that replaces this one there; see <see cref="Campaigns.Places.OutletOverrides"/>.</param>
    public AudienceRules(Run run, ReachTerms terms, IReadOnlyDictionary<string, string> overrides)
    {
        this.overrides = overrides;
        var definition = run.Definition;
        this.terms = terms;
        slots = run.LocalTime is { } time ? new LocalSlots(time, terms) : null;
        split = new ExperimentSplit(run.Campaign, run.Shares is null ? null : run.Id);
        channels = [.. definition.Channels.Select(choice => choice.Channel)];
        variants = [.. definition.Variants.Select(variant => variant.Id)];
        sendAt = definition.Variants.Where(variant => variant.SendAt is not null).ToDictionary(variant => variant.Id, variant => variant.SendAt!.Value, StringComparer.Ordinal);
        everyChannel = definition.Delivery == DeliveryMode.All;
        holdout = definition.Experiment?.Holdout ?? 0;
        sample = definition.Experiment?.Sample ?? 0;
        isTested = definition.TestsFirst && variants.Length > 1;
        shares = run.Shares;
        if (channels.Length == 0 || variants.Length == 0)
            throw new InvalidOperationException($"The run '{run.Id}' has {channels.Length} channels and {variants.Length} variants; it needs one of each at least.");
    }

    /// <param name="now">The moment for which it is decided who may be reached.</param>
    public void Place(Recipient recipient, PlanWriter plan, DateTimeOffset now)
    {
        if (overrides.Count > 0 && recipient.Outlet is { } outlet && overrides.TryGetValue(outlet, out var instead))
        {
            plan.Skip(Stage.Rest, channels[0], recipient, SkipReason.Overridden, instead);
            return;
        }

        // The rest has its turn a day after the test, when its winner is known.
        var (stage, variant) = Draw(recipient.Id);
        var slot = slots?.Of(recipient, daysLater: isTested && stage == Stage.Rest ? 1 : 0);
        var asked = slot ?? (variant is not null && sendAt.TryGetValue(variant, out var own) ? own : now);
        var at = asked > now ? asked : now;
        var (first, decision) = FirstReached(recipient, at);
        if (first < 0)
        {
            plan.Skip(Stage.Rest, channels[0], recipient, decision.Reason!);
            return;
        }

        if (slots is not null && slot is null)
        {
            plan.Skip(Stage.Rest, channels[first], recipient, SkipReason.SlotPassed);
            return;
        }

        if (holdout > 0 && split.IsHeldOut(recipient.Id, holdout))
        {
            plan.Skip(Stage.Rest, channels[first], recipient, SkipReason.Holdout);
            return;
        }

        plan.Send(stage, channels[first], recipient, variant, NotBefore(at, decision, now), everyChannel ? Further(recipient, first, at, now) : null);
    }

    private IEnumerable<(Channel, ReachDecision)> Further(Recipient recipient, int first, DateTimeOffset at, DateTimeOffset now)
    {
        for (var index = first + 1; index < channels.Length; index++)
        {
            if (MayReach.Decide(recipient, channels[index], terms, at) is { IsReached: true } also)
                yield return (channels[index], NotBefore(at, also, now));
        }
    }

    /// <summary>Whoever may be reached at a later hour waits for it; quiet hours then move it to their end, never before the time that was asked for.</summary>
    private static ReachDecision NotBefore(DateTimeOffset at, ReachDecision decision, DateTimeOffset now) =>
        decision.IsAllowed && at > now ? new ReachDecision(SkipReason.LocalTime, null, at) : decision;

    /// <summary>The first channel that reaches the contact, now or at a later hour; else -1 and what stands in the way of the first one.</summary>
    private (int Index, ReachDecision Decision) FirstReached(Recipient recipient, DateTimeOffset at)
    {
        var refused = default(ReachDecision);
        for (var index = 0; index < channels.Length; index++)
        {
            var decision = MayReach.Decide(recipient, channels[index], terms, at);
            if (decision.IsReached)
                return (index, decision);
            if (index == 0)
                refused = decision;
        }

        return (-1, refused);
    }

    /// <summary>Without an experiment variants are shared out evenly; with one, those outside the slice wait for the winner.</summary>
    private (int Stage, string? Variant) Draw(ContactId contact)
    {
        if (!isTested)
            return (Stage.Rest, variants[shares is null ? split.Variant(contact, variants.Length) : split.Variant(contact, shares)]);
        return split.IsInTestSlice(contact, sample)
            ? (Stage.TestSlice, variants[split.Variant(contact, variants.Length)])
            : (Stage.Rest, null);
    }
}
