using ActiveReach.Audiences.Contacts;
using ActiveReach.Audiences.Imports;
using ActiveReach.Consent.Reviews;
using Microsoft.Extensions.DependencyInjection;

namespace ActiveReach.Functions.Composition;

internal static class AudiencesComposition
{
    /// <summary>Contacts and their files.</summary>
    public static IServiceCollection AddAudiences(this IServiceCollection services) => services
        .AddSingleton<EraseContact>()
        .AddSingleton<DecideReview>()
        .AddSingleton<AcceptImport>()
        .AddSingleton<ImportContacts>();
}
