using ActiveReach.Channels;
using ActiveReach.Settings;

namespace ActiveReach.Functions.Composition;

/// <summary>Each channel has one provider. One that is for a channel alone takes the place of Communication Services, which are for several; two of a kind refuse the start.</summary>
internal static class ProviderChoice
{
    public static void Check(SettingReader settings, AppOptions options)
    {
        var section = settings.Section("ActiveReach");
        section.Require(
            options.Smtp is null || options.Ses is null,
            $"{section.NameOf("Smtp__Host")} and {section.NameOf("Ses__Region")} are both set, and mails go one way; remove one of them.");
        section.Require(
            options.WhatsApp is null || options.CommunicationServices is not { WhatsAppChannels.Count: > 0 },
            $"{section.NameOf("WhatsApp__AccessToken")} and {section.NameOf("CommunicationServices__WhatsAppChannels")} are both set, and WhatsApp goes one way; remove one of them.");
        RequireOne(Channel.WhatsApp, options.WhatsApp is not null || options.CommunicationServices is { WhatsAppChannels.Count: > 0 }, options.WhatsApp is not null ? "WhatsApp__AccessToken" : "CommunicationServices__WhatsAppChannels");
        RequireOne(Channel.Rcs, options.Rcs is not null, "Rcs__ServiceAccount");

        void RequireOne(Channel channel, bool isTaken, string by) => section.Require(
            !isTaken || options.Twilio?.Channels.Contains(channel) is not true,
            $"{section.NameOf(by)} is set and {section.NameOf("Twilio__Channels")} has {channel.Name()}, and {channel.Label()} goes one way; remove one of them.");
    }
}
