@echo off
node "%~dp0paperboy.cjs" %*
