using Tracker.Host.Features.Accounts;
using Tracker.Host.Features.Ledger;
using Tracker.Host.Features.Plugins;
using Tracker.Host.Features.Shared;
using Tracker.Host.Hosting;
using Tracker.Host.Http;
using Tracker.Host.Mail;
using Tracker.Host.Projections;
using Tracker.Host.Running;

var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
builder.AddSettings();
if (Settings.Unreadable(builder.Configuration) is { } unreadable)
{
    await Console.Error.WriteLineAsync(unreadable);
    return 1;
}

builder.AddLedger();
builder.AddSilo();
builder.AddCorridor();
builder.Services.AddViews(Settings.Read(builder.Configuration).Data);
builder.AddPlugins();
builder.AddAccounts();
builder.AddMail();
builder.AddLimits();
builder.AddDoors();
builder.AddWindows();
builder.AddOpenApiDocument();
builder.AddOpening();

var app = builder.Build();
if (!await app.TakeData()) return 1;
app.UseTraffic();
app.UsePageCache();
app.UseDoors();
app.MapSlices();
app.MapOpenApiDocument();
app.MapLedger();
app.MapHooks();
app.MapSkeleton();
app.MapCommand();
app.MapWindows();
app.MapHealth();
return await app.RunTracker();
