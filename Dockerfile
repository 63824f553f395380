# ActiveReach in one process, with its files in /data; docs/selfhost.md tells how it is run. tests/SelfHost runs these steps without Docker.
FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build
WORKDIR /source
COPY global.json Directory.Build.props Directory.Packages.props .editorconfig ./
COPY embedded embedded
COPY functions functions
RUN dotnet publish functions/ActiveReach.Functions -c Release -o /app -p:RunAnalyzers=false

FROM mcr.microsoft.com/dotnet/aspnet:10.0
# A volume that is made of one of these belongs to the user, too.
RUN mkdir -m 700 /data /backups && chown $APP_UID /data /backups
WORKDIR /app
COPY --from=build /app ./
# The runtime's diagnostics would write to /tmp.
ENV ActiveReach__DataDirectory=/data Embedded__Host=0.0.0.0 DOTNET_EnableDiagnostics=0
USER $APP_UID
EXPOSE 7071
VOLUME ["/data", "/backups"]
HEALTHCHECK --interval=30s --timeout=10s --start-period=60s CMD ["dotnet", "ActiveReach.Functions.dll", "health"]
ENTRYPOINT ["dotnet", "ActiveReach.Functions.dll"]
