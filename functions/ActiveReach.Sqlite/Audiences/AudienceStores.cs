using ActiveReach.Audiences;
using ActiveReach.Audiences.Behaviour;
using ActiveReach.Audiences.Contacts;
using ActiveReach.Audiences.FieldTypes;
using ActiveReach.Audiences.Imports;
using ActiveReach.Audiences.Timelines;
using ActiveReach.Consent;
using ActiveReach.Sqlite.Audiences.Contacts;
using ActiveReach.Sqlite.Audiences.FieldTypes;
using ActiveReach.Sqlite.Audiences.Imports;
using ActiveReach.Sqlite.Audiences.Timelines;
using ActiveReach.Sqlite.Consent;
using Microsoft.Extensions.DependencyInjection;

namespace ActiveReach.Sqlite.Audiences;

internal static class AudienceStores
{
    public static IServiceCollection AddAudienceStores(this IServiceCollection services) => services
        .AddSingleton<IContactStore, SqliteContactStore>()
        .AddSingleton<IAudienceReader, SqliteAudienceReader>()
        .AddSingleton<IContactTimeline, SqliteContactTimeline>()
        .AddSingleton<IContactHistory, SqliteContactHistory>()
        .AddSingleton<IConsentStore, SqliteConsentStore>()
        .AddSingleton<IFieldTypeStore, SqliteFieldTypeStore>()
        .AddSingleton<IImportRows, SqliteImportRows>();
}
