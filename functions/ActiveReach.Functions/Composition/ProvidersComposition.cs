using ActiveReach.Approvals;
using ActiveReach.Channels;
using ActiveReach.Channels.CommunicationServices;
using ActiveReach.Channels.Email;
using ActiveReach.Channels.Push;
using ActiveReach.Channels.InApp;
using ActiveReach.Channels.Sandbox;
using ActiveReach.Channels.Smtp;
using ActiveReach.Functions.Approvals;
using ActiveReach.Functions.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ActiveReach.Functions.Composition;

internal static class ProvidersComposition
{
    /// <summary>Who takes the messages of each channel: a provider that is set up, else the sandbox. Mail to members goes where mail goes, and into a file where
    /// that is the sandbox. In-app messages go to the inboxes here, whatever else is set up.</summary>
    public static IServiceCollection AddProviders(this IServiceCollection services, AppOptions options)
    {
        var pretended = ChannelSet.All;
        if (options.CommunicationServices is { } resource)
        {
            services.AddSingleton(resource).AddSingleton<AcsRequests>().AddSingleton<IChannelProvider, AcsSmsProvider>();
            if (options.Smtp is null)
                services.AddSingleton<IChannelProvider, AcsEmailProvider>();
            pretended = [];
        }

        if (options.Smtp is { } server)
        {
            services.AddSingleton(server).AddSingleton<IChannelProvider, SmtpProvider>();
            pretended = pretended.Except([Channel.Email]);
        }

        if (options.Fcm is not null || options.WebPush is not null)
        {
            services.AddSingleton<IChannelProvider>(provider => new PushProvider(options.Fcm, options.WebPush, TimeProvider.System, provider.GetRequiredService<ILogger<PushProvider>>()));
            pretended = pretended.Except([Channel.Push]);
        }

        services.AddSingleton(options.MemberMail).AddSingleton<IMemberMail>(provider =>
        {
            var file = new FileMemberMail(Path.Combine(options.Store.DataDirectory, "members-mail.jsonl"), provider.GetRequiredService<TimeProvider>());
            return pretended.Contains(Channel.Email) ? file : ActivatorUtilities.CreateInstance<ProviderMemberMail>(provider, file);
        });
        services.AddInApp(isWitnessed: pretended.Contains(Channel.InApp));
        return pretended.IsEmpty ? services : services.AddSandbox(options.Sandbox, pretended, CallbackOf);
    }

    private static SandboxCallback CallbackOf(IServiceProvider provider)
    {
        var host = provider.GetRequiredService<HostFacts>();
        var secrets = provider.GetRequiredService<KeptSecrets>();
        return new SandboxCallback(host.Address, secrets.WebhookSecret("acs"), secrets.WebhookSecret("whatsapp"), secrets.WebhookSecret("rcs"), host.BeginWork);
    }
}
