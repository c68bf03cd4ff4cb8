using Tracker.Host.Features.Accounts;
using Tracker.Host.Features.Ledger;
using Tracker.Host.Features.Shared;
using Tracker.Host.Hosting;
using Tracker.Host.Http;
using Tracker.Host.Projections;

var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
builder.AddSettings();
builder.AddLedger();
builder.AddSilo();
builder.AddCorridor();
builder.Services.AddViews(Settings.Read(builder.Configuration).Data);
builder.AddAccounts();
builder.AddLimits();
builder.AddDoors();
builder.AddWindows();
builder.AddOpenApiDocument();
builder.AddOpening();

var app = builder.Build();
app.UsePageCache();
app.UseDoors();
app.MapSlices();
app.MapOpenApiDocument();
app.MapLedger();
app.MapWindows();
app.MapHealth();
return await app.RunTracker();
