using ActiveReach.Channels;

namespace ActiveReach.Consent;

/// <summary>Which channels an opt-out reaches: RCS messages fall back to texts of the same sender, so the two go together. MMS is
/// sent through the SMS channel.</summary>
public static class ConsentCoverage
{
    public static IReadOnlyList<Channel> Of(IReadOnlyList<Channel> channels)
    {
        var covered = new List<Channel>(channels);
        if (covered.Contains(Channel.Sms))
            covered.Add(Channel.Rcs);
        if (covered.Contains(Channel.Rcs))
            covered.Add(Channel.Sms);
        return covered.Distinct().Order().ToList();
    }
}
