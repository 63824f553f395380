using ActiveReach.Functions.Hosting;

return await AppHosting.RunAsync(args);
