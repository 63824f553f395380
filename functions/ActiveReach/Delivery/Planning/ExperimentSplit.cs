using System.Text;
using ActiveReach.Ids;

namespace ActiveReach.Delivery.Planning;

/// <summary>Which part of an experiment a contact belongs to: a hash of campaign and contact, so that it is the same for ever
/// and nothing has to be stored.</summary>
/// <remarks>FNV-1a (64 bit) of the campaign's id and the name of the draw, mixed with the contact's id by the finalizer of
/// MurmurHash3. Draws of different names are independent. Never change it: a campaign that is being planned would split
/// differently.</remarks>
public sealed class ExperimentSplit
{
    private readonly ulong holdoutSeed;
    private readonly ulong sliceSeed;
    private readonly ulong variantSeed;

    /// <param name="run">For which variants are drawn anew; null: a contact has the same in all runs of the campaign.</param>
    public ExperimentSplit(CampaignId campaign, RunId? run = null)
    {
        holdoutSeed = Fold($"{campaign}/holdout");
        sliceSeed = Fold($"{campaign}/slice");
        variantSeed = Fold($"{run?.Value ?? campaign.Value}/variant");
    }

    /// <summary>Whether the contact is held out, for a holdout of this share.</summary>
    public bool IsHeldOut(ContactId contact, double share) => Draw(holdoutSeed, contact) < share;

    /// <summary>Whether the contact is in the test slice, for a sample of this share.</summary>
    public bool IsInTestSlice(ContactId contact, double share) => Draw(sliceSeed, contact) < share;

    /// <summary>The index of the contact's variant.</summary>
    public int Variant(ContactId contact, int variants) => (int)(Draw(variantSeed, contact) * variants);

    /// <summary>The same by shares that come to 1.</summary>
    public int Variant(ContactId contact, IReadOnlyList<double> shares)
    {
        var (draw, index) = (Draw(variantSeed, contact), 0);
        for (; index < shares.Count - 1 && draw >= shares[index]; index++)
            draw -= shares[index];
        return index;
    }

    /// <summary>A number in [0, 1), evenly spread over contacts.</summary>
    internal static double Draw(ulong seed, ContactId contact) => (Mix(seed ^ Mix((ulong)contact.Value)) >> 11) * (1.0 / (1UL << 53));

    private static ulong Fold(string text)
    {
        var hash = 14695981039346656037UL;
        foreach (var octet in Encoding.UTF8.GetBytes(text))
            hash = (hash ^ octet) * 1099511628211UL;
        return hash;
    }

    private static ulong Mix(ulong value)
    {
        value ^= value >> 33;
        value *= 0xff51afd7ed558ccdUL;
        value ^= value >> 33;
        value *= 0xc4ceb9fe1a85ec53UL;
        return value ^ (value >> 33);
    }
}
