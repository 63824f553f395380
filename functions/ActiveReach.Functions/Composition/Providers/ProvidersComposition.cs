using ActiveReach.Approvals;
using ActiveReach.Channels;
using ActiveReach.Channels.CommunicationServices;
using ActiveReach.Channels.Email;
using ActiveReach.Channels.InApp;
using ActiveReach.Channels.Log;
using ActiveReach.Channels.Push;
using ActiveReach.Channels.Rcs;
using ActiveReach.Channels.Sandbox;
using ActiveReach.Channels.Ses;
using ActiveReach.Channels.Smtp;
using ActiveReach.Channels.Twilio;
using ActiveReach.Channels.Vendors;
using ActiveReach.Channels.WhatsApp;
using ActiveReach.Functions.Approvals;
using ActiveReach.Functions.Engagement;
using ActiveReach.Functions.Hosting;
using ActiveReach.Functions.Http;
using ActiveReach.Providers;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ActiveReach.Functions.Composition;

internal static class ProvidersComposition
{
    /// <summary>Who takes the messages of each channel: the log in a dry run of it, else a provider that is set up, else the sandbox. Mail to members goes through the app's provider of mails,
    /// through the workspace's account where the app has none, and into a file where nobody sends it. In-app messages go to the inboxes here, whatever else is set up.</summary>
    public static IServiceCollection AddProviders(this IServiceCollection services, AppOptions given)
    {
        var (dry, options) = (given.Log.Channels, given.Without(given.Log.Channels));
        var pretended = ChannelSet.All.Except(dry);
        services.AddVendorHttp(options.Accounts.PrivateAddresses).AddLog(options.Log);
        if (options.CommunicationServices is { } resource)
        {
            services.AddSingleton(resource).AddSingleton<AcsRequests>();
            if (options.Twilio?.Channels.Contains(Channel.Sms) is not true && !dry.Contains(Channel.Sms))
                services.AddSingleton<IChannelProvider, AcsSmsProvider>();
            if (options.Smtp is null && options.Ses is null && !dry.Contains(Channel.Email))
                services.AddSingleton<IChannelProvider, AcsEmailProvider>();
            if (resource.WhatsAppChannels.Count > 0 && !dry.Contains(Channel.WhatsApp))
                services.AddSingleton<IChannelProvider, AcsWhatsAppProvider>().AddSingleton<ITemplateReviewer, AcsTemplateReviewer>();
            pretended = [];
        }

        if (options.Smtp is { } server)
        {
            services.AddSingleton(server).AddSingleton<IChannelProvider, SmtpProvider>();
            pretended = pretended.Except([Channel.Email]);
        }

        if (options.Ses is { } ses)
        {
            services.AddSingleton<IChannelProvider>(provider => new SesEmailProvider(ses, provider.VendorClient(), provider.GetRequiredService<ILogger<SesEmailProvider>>()));
            pretended = pretended.Except([Channel.Email]);
        }

        if (options.Twilio is { } twilio)
        {
            services.AddTwilio(twilio, TwilioCallback(options.Access, twilio, TwilioWebhookFunctions.Route));
            pretended = pretended.Except(twilio.Channels);
        }

        if (options.WhatsApp is { } account)
        {
            services.AddSingleton(account)
                .AddSingleton(provider => ActivatorUtilities.CreateInstance<MetaRequests>(provider, provider.VendorClient()))
                .AddSingleton<IChannelProvider, MetaWhatsAppProvider>()
                .AddSingleton<ITemplateReviewer, MetaTemplateReviewer>();
            pretended = pretended.Except([Channel.WhatsApp]);
        }

        if (options.Rcs is { } agents)
        {
            services.AddSingleton<IChannelProvider>(provider => new RcsProvider(agents, provider.VendorClient(), TimeProvider.System, provider.GetRequiredService<ILogger<RcsProvider>>()));
            pretended = pretended.Except([Channel.Rcs]);
        }

        if (options.Fcm is not null || options.WebPush is not null)
        {
            services.AddSingleton<IChannelProvider>(provider => new PushProvider(options.Fcm, options.WebPush, provider.VendorClient(), TimeProvider.System, provider.GetRequiredService<ILogger<PushProvider>>()));
            pretended = pretended.Except([Channel.Push]);
        }

        services.AddSingleton(options.MemberMail).AddSingleton<IMemberMail>(provider =>
        {
            var file = new FileMemberMail(Path.Combine(options.Store.DataDirectory, "members-mail.jsonl"), provider.GetRequiredService<TimeProvider>());
            return dry.Contains(Channel.Email) ? file : ActivatorUtilities.CreateInstance<ProviderMemberMail>(provider, !pretended.Contains(Channel.Email), file);
        });
        if (!dry.Contains(Channel.InApp))
            services.AddInApp(isWitnessed: pretended.Contains(Channel.InApp));
        return pretended.IsEmpty ? services : services.AddSandbox(options.Sandbox, pretended, CallbackOf);
    }

    /// <summary>Where Twilio reports to. It takes no address that it can't reach, and no text with one.</summary>
    internal static Uri? TwilioCallback(AccessOptions access, TwilioOptions twilio, string route) =>
        access.PublicUrl.IsLoopback && !twilio.Endpoint.IsLoopback ? null : new Uri($"{access.PublicUrl.AbsoluteUri.TrimEnd('/')}/{route}");

    private static SandboxCallback CallbackOf(IServiceProvider provider)
    {
        var host = provider.GetRequiredService<HostFacts>();
        var secrets = provider.GetRequiredService<KeptSecrets>();
        return new SandboxCallback(host.Address, secrets.WebhookSecret("acs"), secrets.WebhookSecret("whatsapp"), secrets.WebhookSecret("rcs"), host.BeginWork);
    }
}
