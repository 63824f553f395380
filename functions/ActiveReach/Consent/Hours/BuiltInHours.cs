using ActiveReach.Channels;
using ActiveReach.Channels.Cast;

namespace ActiveReach.Consent.Hours;

/// <summary>The rules that hold without anybody writing them. They are about marketing texts; mail and in-app messages are free.
/// Where a law speaks of calls and texts alike, texts follow it.</summary>
public static class BuiltInHours
{
    private static readonly Channel[] Texts = [.. ChannelCast.Where(traits => traits.KeepsLegalHours)];

    public static IReadOnlyList<QuietRule> Rules { get; } =
    [
        // 47 CFR 64.1200(c)(1): 8 a.m. to 9 p.m. at the called party's location; taken as the custom everywhere.
        new() { Name = "texts 8-21", Channels = Texts },

        // Code de la consommation L223-1 with the charter of the carriers (af2m): texts 8 to 22 h, not on Sundays and public holidays.
        new() { Name = "France 8-22", Countries = ["FR"], Channels = Texts, Close = "22:00", ClosedDays = [Weekday.Sun], Holidays = ["FR"] },

        // Florida Statutes 501.616(6)(a).
        new() { Name = "Florida 8-20", Regions = ["US-FL"], Channels = Texts, Close = "20:00" },

        // Oklahoma Statutes 15-775C.4.
        new() { Name = "Oklahoma 8-20", Regions = ["US-OK"], Channels = Texts, Close = "20:00" },

        // Revised Code of Washington 80.36.390.
        new() { Name = "Washington 8-20", Regions = ["US-WA"], Channels = Texts, Close = "20:00" },

        // Maryland Commercial Law 14-4502 (Stop the Spam Calls Act of 2023).
        new() { Name = "Maryland 8-20", Regions = ["US-MD"], Channels = Texts, Close = "20:00" },

        // Connecticut General Statutes 42-288a.
        new() { Name = "Connecticut 9-20", Regions = ["US-CT"], Channels = Texts, Open = "09:00", Close = "20:00" },

        // Texas Business and Commerce Code 301.051: 9 to 21 h, on Sundays from noon.
        new() { Name = "Texas 9-21", Regions = ["US-TX"], Channels = Texts, Open = "09:00" },
        new() { Name = "Texas Sundays 12-21", Regions = ["US-TX"], Channels = Texts, Days = [Weekday.Sun], Open = "12:00" },
    ];
}
