using ActiveReach.Audiences;
using ActiveReach.Audiences.Contacts;
using ActiveReach.Audiences.Imports;
using ActiveReach.Consent.Reviews;
using ActiveReach.Audiences.Merges;
using Microsoft.Extensions.DependencyInjection;

namespace ActiveReach.Functions.Composition;

internal static class AudiencesComposition
{
    /// <summary>Contacts and their files.</summary>
    public static IServiceCollection AddAudiences(this IServiceCollection services) => services
        .AddSingleton<ResolveAudience>()
        .AddSingleton<EraseContact>()
        .AddSingleton<DecideReview>()
        .AddSingleton<MergeContacts>()
        .AddSingleton<AcceptImport>()
        .AddSingleton<ImportContacts>();
}
